//! Who may come in and who sits where: join codes, seats, what slows a flood, and the door.
//!
//! On this computer everyone at the screen may do everything. From another one a person has what
//! the code gave that let them in. It never holds a password, and never decides what the law asks:
//! that is `engine`.

mod arrival;
mod budget;
mod code;
pub mod door;
mod people;
mod record;
mod seat;

pub use arrival::{Arrival, Way};
pub use budget::Budget;
pub use code::{Codes, Invitation, Pending, Taken, grouped};
pub use people::{Left, People};
pub use record::private;
pub use seat::{Duty, Seat, cookie, number};
