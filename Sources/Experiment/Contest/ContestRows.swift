/// The rows of chapter 13's table that a judged model is compared with: the recorded ones of these ratings and settings, or
/// else those that a usual run fits.
///
/// - Parameter recordings: The folder of the recording.
/// - Throws: `RecordingError`; as `compete` does.
package func contestRows(
    _ data: StudyData, _ splits: PaperSplits, recordings: String, in context: RunContext
) throws -> [ContestRow] {
    let plan = ContestPlan(data.settings, splits)
    if let recording = try ContestRecording.matching(plan, on: splits, in: recordings) { return recording.rows }
    return try Contest(plan, nil, on: splits.parts, tuning: data.settings.triesSettings, in: context).rows
}
