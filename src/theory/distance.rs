//! How strength fades on the way from home to the point of contact.
//! Reads and writes plain numbers: strengths, kilometres or miles.
//! Not here: when forces arrive (`arrival`), how far nations are apart (map geometry, in `level`).
//! Rule text: Boulding 1962 (loss-of-strength gradient), exponential form a design default; Bueno de Mesquita 1981 (power form, constants unverified).

use super::{amount, share};

/// Distance in kilometres over which land power falls to 37 % (design default).
pub const LAND_L_KM: f64 = 2_500.0;

/// Distance in kilometres over which sea power with bases falls to 37 % (design default).
pub const SEA_L_KM: f64 = 6_000.0;

/// Strength left of `strength` after `km` kilometres: `strength · exp(-km / l_km)`.
/// An infinite `l_km` (cyber) loses nothing; an `l_km` of zero or less reaches nowhere.
pub fn loss_of_strength(strength: f64, km: f64, l_km: f64) -> f64 {
    let (strength, km) = (amount(strength), amount(km));
    if km == 0.0 || l_km == f64::INFINITY {
        return strength;
    }
    if l_km.is_nan() || l_km <= 0.0 {
        return 0.0;
    }
    strength * libm::exp(-km / l_km)
}

/// Bueno de Mesquita's adjusted capability `cap^(log10(miles / miles_per_day + 10 - e))`, with `cap` a share in
/// 0..=1. Leaves `cap` as it is at `miles = e · miles_per_day`, raises it nearer by, lowers it farther off.
pub fn bueno_de_mesquita(cap: f64, miles: f64, miles_per_day: f64) -> f64 {
    let cap = share(cap);
    if cap == 0.0 {
        return 0.0;
    }
    libm::pow(cap, bueno_de_mesquita_exponent(miles, miles_per_day))
}

/// The exponent `log10(miles / miles_per_day + 10 - e)` of [`bueno_de_mesquita`].
pub fn bueno_de_mesquita_exponent(miles: f64, miles_per_day: f64) -> f64 {
    let days = if miles_per_day > 0.0 {
        amount(miles) / miles_per_day
    } else {
        0.0
    };
    libm::log10(days + 10.0 - core::f64::consts::E)
}

/// Miles an army travels a day by era: 250 to 1918, 375 to 1945, 500 since.
pub fn miles_per_day(year: i32) -> f64 {
    match year {
        ..=1918 => 250.0,
        1919..=1945 => 375.0,
        _ => 500.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::testing::{EXTREMES, check_near};

    #[test]
    fn the_exponential_gradient_matches_its_worked_examples() {
        for (km, left) in [(0.0, 1.0), (1000.0, 0.81873075), (5000.0, 0.36787944)] {
            check_near(loss_of_strength(1.0, km, 5000.0), left, 1e-6);
        }
    }

    #[test]
    fn the_power_form_matches_its_worked_examples() {
        for (cap, miles, mpd, exponent, adjusted) in [
            (0.2, 0.0, 250.0, 0.86223387, 0.24964587),
            (0.2, 1000.0, 250.0, 1.05237525, 0.18383207),
            (0.2, 1000.0, 375.0, 0.99775258, 0.20072473),
            (0.2, 5000.0, 250.0, 1.43587172, 0.09916736),
            (0.2, 5000.0, 500.0, 1.23758692, 0.13644696),
            (0.05, 3000.0, 500.0, 1.12325426, 0.03456309),
            (0.2, 1359.140914, 500.0, 1.0, 0.2),
        ] {
            check_near(bueno_de_mesquita_exponent(miles, mpd), exponent, 1e-6);
            check_near(bueno_de_mesquita(cap, miles, mpd), adjusted, 1e-6);
        }
    }

    #[test]
    fn armies_travel_faster_in_later_eras() {
        assert_eq!(
            [
                miles_per_day(1918),
                miles_per_day(1919),
                miles_per_day(1946)
            ],
            [250.0, 375.0, 500.0]
        );
    }

    #[test]
    fn cyber_strength_does_not_fade() {
        assert_eq!(loss_of_strength(0.7, 12_000.0, f64::INFINITY), 0.7);
        assert_eq!(loss_of_strength(0.7, f64::INFINITY, f64::INFINITY), 0.7);
    }

    #[test]
    fn strength_that_cannot_travel_still_counts_at_home() {
        assert_eq!(loss_of_strength(2.0, 0.0, 0.0), 2.0);
        assert_eq!(loss_of_strength(2.0, 1.0, 0.0), 0.0);
    }

    #[test]
    fn farther_is_never_stronger() {
        for step in 0..100 {
            let km = f64::from(step) * 150.0;
            assert!(
                loss_of_strength(1.0, km + 150.0, LAND_L_KM) < loss_of_strength(1.0, km, LAND_L_KM)
            );
            assert!(bueno_de_mesquita(0.2, km + 150.0, 375.0) < bueno_de_mesquita(0.2, km, 375.0));
        }
    }

    #[test]
    fn extreme_distances_leave_finite_strength() {
        for s in EXTREMES {
            for km in EXTREMES {
                for l in EXTREMES {
                    let left = loss_of_strength(s, km, l);
                    assert!(left.is_finite() && left >= 0.0 && left <= s);
                    assert!(bueno_de_mesquita(s, km, l).is_finite());
                }
            }
        }
    }
}
