/// The page's five icons, drawn once and used by reference.
enum PageIcons {
    static let symbols = """

        <svg class="symbols" width="0" height="0" aria-hidden="true" focusable="false">
        <symbol id="i-met" viewBox="0 0 16 16"><path d="M3 8.5l3.2 3.2L13 4.9" fill="none" stroke="currentColor" \
        stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></symbol>
        <symbol id="i-near" viewBox="0 0 16 16"><path d="M8 2.2L14.6 13.6H1.4Z" fill="none" stroke="currentColor" \
        stroke-width="1.8" stroke-linejoin="round"/><path d="M8 6.4v3.4M8 11.4v.6" fill="none" stroke="currentColor" \
        stroke-width="1.8" stroke-linecap="round"/></symbol>
        <symbol id="i-missed" viewBox="0 0 16 16"><path d="M4 4l8 8M12 4l-8 8" fill="none" stroke="currentColor" \
        stroke-width="2.4" stroke-linecap="round"/></symbol>
        <symbol id="i-up" viewBox="0 0 16 16"><path d="M8 3.5L13.5 12H2.5Z" fill="currentColor"/></symbol>
        <symbol id="i-down" viewBox="0 0 16 16"><path d="M8 12.5L2.5 4H13.5Z" fill="currentColor"/></symbol>
        </svg>
        """
}
