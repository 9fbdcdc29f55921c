extension Vocabulary {
    /// Events of the family `job`: programs that run on data.
    static let jobForms: [EventForm] = [
        jobStarted,
        jobFinished,
    ]

    /// A job began.
    public static let jobStarted = EventForm(
        "job.started",
        "A job began.",
        requires: [job, purposes],
        allows: [datasets, permits, session, image, command, inputRoot, environment]
    )

    /// A job ended.
    public static let jobFinished = EventForm(
        "job.finished",
        "A job ended.",
        requires: [job, status],
        allows: [datasets, permits, session, outputRoot, models]
    )
}
