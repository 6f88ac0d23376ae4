/// What the page's trend lines end with, drawn once and used by reference.
enum PageIcons {
    static let symbols = """

        <svg class="symbols" width="0" height="0" aria-hidden="true" focusable="false"><marker id="end" viewBox="-3 -3 6 6" \
        markerWidth="6" markerHeight="6" markerUnits="userSpaceOnUse"><circle class="sparkdot" r="3"/></marker></svg>
        """
}
