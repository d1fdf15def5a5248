//! The clock of a match, and the one list of phases.
//! Written by `rules::advance` only.
//! Not here: what phases do (`rules::phase`), dates for players (`view`).
//! Rule text: DESIGN section 4.

use bevy::ecs::{prelude::*, schedule::ScheduleLabel};
use serde::{Deserialize, Serialize};

/// A step of a turn. Phases that may ask a seat are split in an asking and an applying step; between them a match can be saved.
#[derive(
    ScheduleLabel, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Step {
    /// Phase 1.
    Upkeep,
    /// Phase 2.
    Intelligence,
    /// Phase 3: matters are put on the table and orders awaited.
    OrdersAsk,
    /// Phase 3: orders take effect or go in the works.
    OrdersApply,
    /// Phase 4: aggressors weigh.
    AggressionAsk,
    /// Phase 4: plans are made, advanced or dropped; ripe ones become acts.
    AggressionApply,
    /// Phase 5: the victim's stance (a crisis's first beat).
    DemandAsk,
    /// Phase 5: stances are taken, articles invoked.
    DemandApply,
    /// Phase 5: members vote on findings.
    VoteAsk,
    /// Phase 5: votes are counted.
    VoteApply,
    /// Phase 6: guarantors weigh.
    ResponseAsk,
    /// Phase 6: responses are given.
    ResponseApply,
    /// Phase 7: contests are fought, wars go on.
    Resolution,
    /// Phase 7: belligerents settle, fight on, climb or back down.
    SettlementAsk,
    /// Phase 7: what they chose.
    SettlementApply,
    /// Phase 8.
    Aftermath,
    /// Phase 9.
    Reckoning,
}

impl Step {
    /// The turn, step by step. This list is the only place that says the order.
    pub const TURN: [Self; 17] = [
        Self::Upkeep,
        Self::Intelligence,
        Self::OrdersAsk,
        Self::OrdersApply,
        Self::AggressionAsk,
        Self::AggressionApply,
        Self::DemandAsk,
        Self::DemandApply,
        Self::VoteAsk,
        Self::VoteApply,
        Self::ResponseAsk,
        Self::ResponseApply,
        Self::Resolution,
        Self::SettlementAsk,
        Self::SettlementApply,
        Self::Aftermath,
        Self::Reckoning,
    ];

    /// Whether seats are asked after this step.
    pub fn asks(self) -> bool {
        matches!(
            self,
            Self::OrdersAsk
                | Self::AggressionAsk
                | Self::DemandAsk
                | Self::VoteAsk
                | Self::ResponseAsk
                | Self::SettlementAsk
        )
    }

    /// The phase it belongs to, 1-9.
    pub fn phase(self) -> u32 {
        match self {
            Self::Upkeep => 1,
            Self::Intelligence => 2,
            Self::OrdersAsk | Self::OrdersApply => 3,
            Self::AggressionAsk | Self::AggressionApply => 4,
            Self::DemandAsk | Self::DemandApply | Self::VoteAsk | Self::VoteApply => 5,
            Self::ResponseAsk | Self::ResponseApply => 6,
            Self::Resolution | Self::SettlementAsk | Self::SettlementApply => 7,
            Self::Aftermath => 8,
            Self::Reckoning => 9,
        }
    }
}

/// Where the match is: the turn (from 1) and the index of the next step in `Step::TURN`.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The turn, from 1.
    pub turn: u32,
    /// The next step to run.
    pub next: usize,
    /// Whether the match is over.
    pub over: bool,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            turn: 1,
            next: 0,
            over: false,
        }
    }
}

impl Clock {
    /// The step that ran last, if any ran this turn.
    pub fn last(&self) -> Option<Step> {
        self.next.checked_sub(1).map(|i| Step::TURN[i])
    }
}
