"""The form on paper: the same questions, printed, and typed by the office under the sheet's code."""
