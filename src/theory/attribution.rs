//! Whether an act can be laid at a door, and what a defender does who may be wrong.
//! Reads and writes plain numbers: chances of detection and of false alarm, stakes.
//! Not here: intelligence that raises detection and lowers false alarms (`rules`), thresholds of severity (`severity`).
//! Rule text: closed form of a two-player game, checked by a solver; inspired by Baliga, Bueno de Mesquita & Wolitzky 2020.

use super::share;

/// An attacker who may stay hidden faces a defender who may blame the wrong one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AttributionGame {
    /// What the attacker gains by attacking.
    pub gain: f64,
    /// What the attacker suffers if punished.
    pub punishment: f64,
    /// Chance that something looks like an attack when there was none.
    pub background: f64,
    /// Chance that an attack is traced to the attacker.
    pub detection: f64,
    /// Chance that a background event is laid at the attacker's door.
    pub false_alarm: f64,
    /// What the defender gains by punishing the guilty.
    pub reward: f64,
    /// What the defender loses by punishing the innocent.
    pub wrong_cost: f64,
}

/// Equilibrium of an [`AttributionGame`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hidden {
    /// Chance that the attacker attacks.
    pub attack_prob: f64,
    /// Chance that the defender retaliates after an accusing signal.
    pub retaliate_prob: f64,
}

/// Solves the game: `ρ = x / (y (d - r f))` after a signal, `odds(attack) = k r f / (w d)`. If even sure retaliation
/// does not make the attack unprofitable, it surely comes and every signal is answered.
pub fn solve(game: &AttributionGame) -> Hidden {
    let noise = share(game.background) * share(game.false_alarm);
    let detection = share(game.detection);
    if game.gain <= 0.0 {
        return Hidden {
            attack_prob: 0.0,
            retaliate_prob: 0.0,
        };
    }
    let answered = if game.reward > 0.0 { 1.0 } else { 0.0 };
    let exposure = game.punishment * (detection - noise);
    if exposure <= game.gain || exposure.is_nan() || game.reward <= 0.0 {
        return Hidden {
            attack_prob: 1.0,
            retaliate_prob: answered,
        };
    }
    let guilty = game.reward * detection;
    let innocent = game.wrong_cost.max(0.0) * noise;
    Hidden {
        attack_prob: share(innocent / (innocent + guilty)),
        retaliate_prob: share(game.gain / exposure),
    }
}

/// Belief that the suspect did it after an accusing signal, from a `prior`, the chance `detection` of that signal if
/// guilty and `false_alarm` if innocent. A signal that never comes teaches nothing.
pub fn posterior(prior: f64, detection: f64, false_alarm: f64) -> f64 {
    super::reputation::bayes_type_update(prior, detection, false_alarm)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_all_near, check_chance, check_near};

    const BASE: AttributionGame = AttributionGame {
        gain: 1.0,
        punishment: 4.0,
        background: 0.5,
        detection: 0.6,
        false_alarm: 0.2,
        reward: 1.0,
        wrong_cost: 2.0,
    };

    fn check_game(detection: f64, false_alarm: f64, attack: f64, retaliate: f64) {
        let play = solve(&AttributionGame {
            detection,
            false_alarm,
            ..BASE
        });
        check_near(play.attack_prob, attack, 1e-4);
        check_near(play.retaliate_prob, retaliate, 1e-4);
    }

    #[test]
    fn the_base_case_matches_its_worked_example() {
        check_game(0.6, 0.2, 0.25, 0.5);
    }

    #[test]
    fn with_poor_forensics_the_attack_surely_comes() {
        check_game(0.25, 0.2, 1.0, 1.0);
    }

    #[test]
    fn with_good_forensics_attacks_are_rare() {
        check_game(0.9, 0.02, 0.0217, 0.2809);
    }

    #[test]
    fn outcomes_of_the_base_case_match_the_solver() {
        let play = solve(&BASE);
        let (a, r) = (play.attack_prob, play.retaliate_prob);
        let (event, alarm) = ((1.0 - a) * 0.5, 0.2);
        let outcomes = [
            event * alarm * (1.0 - r),
            event * alarm * r,
            event * (1.0 - alarm),
            (1.0 - a) * 0.5,
            a * 0.6 * (1.0 - r),
            a * 0.6 * r,
            a * 0.4,
        ];
        check_all_near(
            &outcomes,
            &[0.0375, 0.0375, 0.3, 0.375, 0.075, 0.075, 0.1],
            1e-9,
        );
    }

    #[test]
    fn the_attacker_is_indifferent_at_equilibrium() {
        let play = solve(&BASE);
        let attacked = BASE.gain - BASE.punishment * BASE.detection * play.retaliate_prob;
        let abstained = -BASE.punishment * BASE.background * BASE.false_alarm * play.retaliate_prob;
        check_near(attacked, abstained, 1e-12);
    }

    #[test]
    fn better_detection_or_fewer_false_alarms_deter() {
        for step in 0..35 {
            let d = f64::from(step) * 0.01;
            let more = |d: f64| {
                solve(&AttributionGame {
                    detection: 0.6 + d,
                    ..BASE
                })
                .attack_prob
            };
            assert!(more(d + 0.01) < more(d));
            let fewer = |d: f64| {
                solve(&AttributionGame {
                    false_alarm: 0.4 - d,
                    ..BASE
                })
                .attack_prob
            };
            assert!(fewer(d + 0.01) < fewer(d));
        }
    }

    #[test]
    fn nobody_attacks_for_nothing() {
        assert_eq!(
            solve(&AttributionGame { gain: 0.0, ..BASE }).attack_prob,
            0.0
        );
    }

    #[test]
    fn a_defender_who_gains_nothing_never_retaliates() {
        let play = solve(&AttributionGame {
            reward: 0.0,
            ..BASE
        });
        assert_eq!((play.attack_prob, play.retaliate_prob), (1.0, 0.0));
    }

    #[test]
    fn a_signal_moves_belief_by_how_telling_it_is() {
        check_near(posterior(0.25, 0.6, 0.1), 0.15 / 0.225, 1e-12);
        check_near(posterior(0.3, 0.5, 0.5), 0.3, 1e-12);
        assert_eq!(posterior(0.3, 0.0, 0.0), 0.3);
    }

    #[test]
    fn extreme_numbers_give_chances() {
        for a in EXTREMES {
            for b in EXTREMES {
                let play = solve(&AttributionGame {
                    gain: a,
                    punishment: b,
                    detection: a,
                    wrong_cost: b,
                    ..BASE
                });
                check_chance(play.attack_prob);
                check_chance(play.retaliate_prob);
                check_chance(posterior(a, b, a));
            }
        }
    }
}
