extension Vocabulary {
    /// Events of the family `session`: sessions and workspaces in secure processing environments.
    static let sessionForms: [EventForm] = [
        sessionOpened,
        sessionClosed,
        sessionWorkspaceCreated,
        sessionWorkspaceDeleted,
    ]

    /// A person opened a session.
    public static let sessionOpened = EventForm(
        "session.opened",
        "A person opened a session.",
        requires: [session, environment, permits],
        allows: [person, workspace, image, client],
        terms: ["DCM:110114"]
    )

    /// A session was closed.
    public static let sessionClosed = EventForm(
        "session.closed",
        "A session was closed.",
        requires: [session],
        allows: [environment, permits, person, status]
    )

    /// A workspace was made.
    public static let sessionWorkspaceCreated = EventForm(
        "session.workspace-created",
        "A workspace was made.",
        requires: [workspace, environment, permits],
        allows: [image, persons]
    )

    /// A workspace was deleted, with the data in it.
    public static let sessionWorkspaceDeleted = EventForm(
        "session.workspace-deleted",
        "A workspace was deleted, with the data in it.",
        requires: [workspace, environment, permits],
        allows: [bytes]
    )
}
