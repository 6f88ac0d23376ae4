/// Checks of targets, and of the figures themselves.
extension DataCheck {
    private static let oneMeaning = "a target must mean one thing before a figure is held against it"

    static let targets = [
        DataCheck(
            "unknown-target-metric", .targets, .warning, "Targets of unknown metrics", "there is no such metric; not used", remedy: "Correct `metric` in targets."),
        DataCheck(
            "unknown-target-value", .targets, .warning, "Targets of unknown values", "the metric has no such value; not used",
            remedy: "Correct `measure` in targets."),
        DataCheck(
            "unknown-target-level", .targets, .warning, "Targets of unknown dimensions", "no relation has such a column; not used",
            remedy: "Correct `level` in targets."),
        DataCheck(
            "unknown-target-member", .targets, .warning, "Targets of unknown members", "no customer belongs to such a member; not used",
            remedy: "Correct `member` in targets."),
        DataCheck(
            "ambiguous-target", .targets, .error, "Targets at one place", "a member stands at several places of the tree",
            remedy: "Write its path, such as EMEA/DE/T1.", fixed: oneMeaning),
        DataCheck(
            "overlapping-targets", .targets, .error, "Targets that overlap", "two periods of the same length overlap", remedy: "Keep one of them.",
            fixed: oneMeaning),
        DataCheck(
            "target-period", .targets, .error, "Periods of targets", "a period ends before it starts", remedy: "Mend period_start or period_end.",
            fixed: oneMeaning),
        DataCheck(
            "target-too-large", .targets, .error, "Size of targets", "a target has too many digits to be computed with",
            remedy: "Give a target below 10^18 with at most ten decimals.", fixed: oneMeaning),
        DataCheck(
            "target-differs", .targets, .warning, "Targets against those below", "a target and the sum of those below it differ; its own counts",
            remedy: "Mend it or those below."),
        DataCheck(
            "partial-target", .targets, .info, "Partial targets", "a sum of targets lacks a child that has figures; its cells are marked",
            remedy: "Add the child's target, or one for the node itself."),
        DataCheck(
            "unused-target-level", .targets, .info, "Targets that can't be added", "days and percents of a level that the report isn't grouped by can't be added; not used",
            remedy: "Group the report by that level, or set the target for a node that it has."),
        DataCheck(
            "unused-target-of-whole", .targets, .info, "Targets of the whole ledger", "a filtered report doesn't use targets of the whole",
            remedy: "Set the target in the report definition, or give targets by level and member."),
    ]

    static let figures = [
        DataCheck(
            "check-failed", .figures, .error, "Equations of the metrics", "an equation that a metric states of its own figures doesn't hold",
            remedy: "Don't rely on that metric's figures; report it to the plugin's author.")
    ]
}
