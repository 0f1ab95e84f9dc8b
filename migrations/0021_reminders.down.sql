drop table borrowing_reminders;
