//! Days and times of day, as seen from now.
//!
//! Not how long something takes (`numbers`).

use jiff::{Timestamp, Zoned, tz::TimeZone};

use super::{Texts, numbers::plain};

impl Texts {
    /// A day and time as seen from now: `Today 10:41`, `Yesterday 18:20`, `20 Nov 09:03`, `2 Jan 2025`.
    #[must_use]
    pub fn when(&self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
        let time: String = at.strftime("%H:%M").to_string();
        let yesterday = now.date().yesterday().ok();
        if at.date() == now.date() {
            self.with("when-today", &[("time", time.into())])
        } else if Some(at.date()) == yesterday {
            self.with("when-yesterday", &[("time", time.into())])
        } else if at.year() == now.year() {
            self.with("when-this-year", &[("day", self.day_and_month(&at).into()), ("time", time.into())])
        } else {
            let year = plain(at.year().unsigned_abs());
            self.with("when-long-ago", &[("day", self.day_and_month(&at).into()), ("year", year)])
        }
    }

    /// A day as seen from now: `20 Nov`, or `2 Jan 2027` in another year.
    #[must_use]
    pub fn day(&self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
        if at.year() == now.year() {
            return self.day_and_month(&at);
        }
        let year = plain(at.year().unsigned_abs());
        self.with("when-long-ago", &[("day", self.day_and_month(&at).into()), ("year", year)])
    }

    fn day_and_month(&self, at: &Zoned) -> String {
        let month = self.with("month-name", &[("month", at.month().into())]);
        self.with("day-and-month", &[("day", at.day().into()), ("month", month.into())])
    }
}
