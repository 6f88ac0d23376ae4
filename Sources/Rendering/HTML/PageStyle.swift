/// The page's only style sheet: light, dark, small screens and print.
enum PageStyle {
    static let text = colours + layout + tables + charts + print

    /// Colours that stay apart for those who see red and green alike; the ramp also falls in lightness.
    private static let colours = """
        :root{--bg:#fff;--ink:#17242f;--muted:#566573;--line:#dde4e9;--tint:#f4f7f8;--head:#eaf0f2;--brand:#0f3a52;\
        --brand-ink:#fff;--link:#0b5f78;--met:#0b6b57;--met-bg:#e0f2ec;--near:#8a5200;--near-bg:#fcf0d8;\
        --missed:#a62b17;--missed-bg:#fbe6e1;--c0:#0f4c6b;--c1:#d1700f;--c2:#1a8f86;--c3:#8a3b73;--c4:#5b9bd0;--c5:#767c2c;\
        --r0:#b4dcd6;--r1:#86c3bd;--r2:#56a6a4;--r3:#2f8791;--r4:#24677f;--r5:#294a6d;--r6:#46305a;--r7:#6d1d40;--target:#b5341c}
        @media screen and (prefers-color-scheme:dark){:root{--bg:#10181e;--ink:#e3eaee;--muted:#9aabb7;--line:#2b3942;\
        --tint:#17222a;--head:#1c2a33;--brand:#0c2c3f;--brand-ink:#f2f7f9;--link:#7cc4dc;--met:#6fd3b6;--met-bg:#12352e;\
        --near:#f0bd6a;--near-bg:#3a2a0c;--missed:#ff9d87;--missed-bg:#43190f;--c0:#6db9e0;--c1:#f0a04b;--c2:#4fc7b8;\
        --c3:#d58cc0;--c4:#a9c9ea;--c5:#c3c96b;--r0:#2f6468;--r1:#3d8283;--r2:#52a19c;--r3:#78bfb3;--r4:#a8d7c6;--r5:#dbe6c3;\
        --r6:#f2d19a;--r7:#f0a376;--target:#ff8c73}}

        """

    private static let layout = """
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;scroll-padding-top:1.5rem;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--bg);color:var(--ink);\
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif}
        a{color:var(--link)}
        :focus-visible{outline:2px solid var(--link);outline-offset:2px}
        .skip{position:absolute;top:-99rem;left:1rem;background:var(--bg);padding:.5rem 1rem;z-index:9}
        .skip:focus{top:.5rem}
        .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .symbols{position:absolute}
        .banner{background:var(--brand);color:var(--brand-ink);padding:1.75rem 2rem 1.6rem}
        .banner>div,.layout,footer{max-width:92rem;margin:0 auto}
        .banner h1{margin:0;font-size:1.75rem;line-height:1.2;font-weight:600;letter-spacing:-.01em}
        .banner p{margin:.35rem 0 0;opacity:.85}
        .layout{display:grid;grid-template-columns:11.5rem minmax(0,1fr);gap:2.5rem;padding:0 2rem}
        .contents{position:sticky;top:0;align-self:start;padding:2.4rem 0 1rem;max-height:100vh;overflow-y:auto;font-size:.9rem}
        .contents ol{list-style:none;margin:0;padding:0}
        .contents a{display:block;padding:.35rem .8rem;color:var(--muted);text-decoration:none;border:solid var(--line);border-width:0 0 0 2px}
        [dir=rtl] .contents a{border-width:0 2px 0 0}
        .contents a:hover{color:var(--ink)}
        .contents a[aria-current]{color:var(--ink);font-weight:600;border-color:var(--c2)}
        main{padding:2rem 0 4rem;min-width:0}
        main:focus{outline:none}
        section+section{margin-top:3.5rem;border-top:1px solid var(--line);padding-top:2rem}
        h2{margin:0;font-size:1.4rem;line-height:1.25;font-weight:600;letter-spacing:-.01em}
        h2,h3,figcaption{overflow-wrap:anywhere}
        h3{margin:0 0 .6rem;font-size:1rem;font-weight:600}
        .subtitle{margin:.25rem 0 0;color:var(--muted);max-width:46rem}
        .cards{list-style:none;margin:1.5rem 0 0;padding:0;display:grid;gap:1rem;\
        grid-template-columns:repeat(auto-fill,minmax(min(100%,15.5rem),1fr))}
        .card{border:1px solid var(--line);border-top:3px solid var(--c0);border-radius:4px;padding:1rem 1.1rem .9rem;\
        display:flex;flex-direction:column}
        .card.met{border-top-color:var(--met)}.card.near{border-top-color:var(--near)}.card.missed{border-top-color:var(--missed)}
        .card p{margin:0}
        .card .name{font-weight:600}
        .card .name a{color:inherit;text-decoration:none}
        .card .name a:hover{text-decoration:underline}
        .card .measure{color:var(--muted);font-size:.82rem}
        .card .figure{font-size:1.9rem;line-height:1.3;font-weight:600;letter-spacing:-.02em;margin:.35rem 0 .3rem;\
        font-variant-numeric:tabular-nums}
        .card .figure a{color:inherit;text-decoration:none}.card .figure a:hover{text-decoration:underline}
        .card .figure .unit{font-size:.95rem;font-weight:400;letter-spacing:0;color:var(--muted)}
        .card .figure .why{font-size:.82rem;font-weight:400;letter-spacing:0;display:block}
        .card .facts{display:flex;flex-wrap:wrap;gap:.3rem .9rem;align-items:center;font-size:.85rem;color:var(--muted);margin-bottom:.7rem}
        .card .sparkline{width:min(100%,10rem);height:2.5rem;margin-top:auto}
        .status{display:inline-flex;align-items:center;gap:.35em;font-size:.82rem;font-weight:600;padding:.05rem .55rem;\
        border-radius:99px;white-space:nowrap}
        .status::before,.up::before,.down::before{content:"";flex:none;width:.78em;height:.78em;background:currentColor;clip-path:var(--icon)}
        .met{--icon:polygon(14% 44%,0 65%,50% 100%,100% 16%,80% 0,43% 62%)}
        .near{--icon:polygon(50% 6%,100% 94%,0 94%)}
        .missed{--icon:polygon(20% 0,0 20%,30% 50%,0 80%,20% 100%,50% 70%,80% 100%,100% 80%,70% 50%,100% 20%,80% 0,50% 30%)}
        .up::before,.down::before{width:.62em;height:.62em;--icon:polygon(50% 10%,100% 90%,0 90%)}.down::before{transform:rotate(180deg)}
        .status.met{color:var(--met);background:var(--met-bg)}
        .status.near{color:var(--near);background:var(--near-bg)}
        .status.missed{color:var(--missed);background:var(--missed-bg)}
        .change{display:inline-flex;align-items:center;gap:.3em;white-space:nowrap;font-variant-numeric:tabular-nums}
        .change.good{color:var(--met)}.change.bad{color:var(--missed)}
        .note{margin:1.25rem 0 0;max-width:52rem}
        .note p{margin:.3rem 0 0}
        .note p:first-child{margin-top:0}
        .note .title{font-weight:600}
        .note.info,.note.warning,.note.error,.note.formula{padding:.75rem 1rem;border:solid var(--c4);border-width:0 0 0 3px;\
        background:var(--tint);border-radius:0 3px 3px 0}
        [dir=rtl] .note{border-width:0 3px 0 0}
        .note.warning{border-color:var(--near);background:var(--near-bg)}
        .note.error{border-color:var(--missed);background:var(--missed-bg)}
        .note.warning .tone{color:var(--near)}.note.error .tone{color:var(--missed)}
        .note.formula{border-color:var(--c2)}
        .note.formula p:not(.title){font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.88rem}
        footer{padding:1.2rem 2rem 2.5rem;color:var(--muted);font-size:.82rem}

        """

    private static let tables = """
        .table{margin-top:2rem}
        .scroll{position:relative;overflow-x:auto;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
        .scroll.long{overflow:auto;max-height:min(85vh,52rem)}
        table{border-collapse:separate;border-spacing:0;width:100%;font-size:.88rem;line-height:1.4}
        th,td{padding:.42rem .7rem;text-align:start;vertical-align:baseline;border-top:1px solid var(--line);font-weight:400}
        thead th,tbody tr:first-child>*{border-top:0}
        thead th{background:var(--head);font-weight:600;font-size:.82rem;vertical-align:bottom;position:sticky;top:0;z-index:2}
        tbody th{background:var(--bg)}
        tbody tr:hover>*{background:var(--tint)}
        td:not([class]),td.num,th.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        thead th.num{white-space:normal}
        td:not([class]),td.num{direction:ltr;unicode-bidi:isolate}.change,.figure{unicode-bidi:isolate}.why{unicode-bidi:plaintext}
        [dir=rtl] .card .figure{text-align:right}
        [dir=rtl] td.t,[dir=rtl] td.id,[dir=rtl] td.name,[dir=rtl] tbody th{unicode-bidi:plaintext;text-align:right}
        td.id,td.date{white-space:nowrap;font-variant-numeric:tabular-nums}
        .unit{color:var(--muted);font-weight:400}
        .na{color:var(--muted)}
        .why{color:var(--muted);font-size:.8rem;font-weight:400;white-space:normal;display:inline-block;max-width:16rem;line-height:1.25}
        td:not([class]) .why:not(.sr){display:block;margin-left:auto;min-width:8rem}
        td.trend{vertical-align:middle}
        tbody th{position:sticky;left:0;z-index:1}
        thead th:first-child{left:0;z-index:3}
        [dir=rtl] tbody th,[dir=rtl] thead th:first-child{left:auto;right:0}
        .details td.name{min-width:10rem}
        .wide th,.wide td{padding-left:.45rem;padding-right:.45rem}
        .hash{display:inline-block;max-width:9rem;overflow:hidden;text-overflow:ellipsis;vertical-align:bottom}
        tr.subtotal>*{font-weight:600}tr.deep>*{font-weight:400}
        tr.total>*,tr.header>*{font-weight:600;background:var(--tint)}
        tr.total>*{border-top-color:var(--muted)}
        tbody tr.total:first-child>*{border-bottom:1px solid var(--muted)}
        .l1{--in:2rem}.l2{--in:3.2rem}.l3{--in:4.4rem}.l4{--in:5.6rem}.l5{--in:6.8rem}.l6{--in:8rem}.l7{--in:9.2rem}.l8{--in:10.4rem}.l9{--in:11.6rem}
        .tree tbody th,.tree thead th:first-child{padding-left:var(--in,1.5rem)}
        [dir=rtl] .tree tbody th,[dir=rtl] .tree thead th:first-child{padding-left:.7rem;padding-right:var(--in,1.5rem)}
        .tree tbody th{min-width:15rem}
        table .sparkline{width:7.5rem;height:1.9rem;display:block}
        .mark{text-decoration:none;cursor:help;color:var(--muted)}
        .limited,.none{margin:.5rem 0 0;color:var(--muted);font-size:.88rem}
        .tools{display:flex;flex-wrap:wrap;gap:.5rem .9rem;align-items:center;margin:0 0 .6rem;font-size:.88rem;color:var(--muted)}
        .tools button,.tools input{font:inherit;color:var(--ink);background:var(--bg);border:1px solid var(--line);border-radius:4px;padding:.25rem .7rem}
        .tools input{min-width:min(16rem,100%)}
        .tools button:hover{background:var(--tint)}
        th button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;cursor:pointer;text-align:inherit}
        th button.order:hover{text-decoration:underline}
        th[aria-sort] button.order::after{content:" \\2191";color:var(--c2)}
        th[aria-sort=descending] button.order::after{content:" \\2193"}
        th button.fold{width:1.2rem;margin-left:-1.2rem;color:var(--muted);text-align:center}
        [dir=rtl] th button.fold{margin-left:0;margin-right:-1.2rem}
        th button.fold::before{content:"";display:inline-block;border:solid;border-width:0 1.5px 1.5px 0;width:.42em;height:.42em;\
        transform:translateY(-.15em) rotate(45deg)}
        th button.fold[aria-expanded=false]::before{transform:translateX(-.1em) rotate(-45deg)}
        [dir=rtl] th button.fold[aria-expanded=false]::before{transform:translateX(.1em) rotate(135deg)}

        """

    private static let charts = """
        .charts{display:grid;gap:2rem 2.5rem;margin-top:2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr))}
        .chart{margin:0;min-width:0;max-width:36rem}
        figcaption{font-weight:600;margin-bottom:.4rem}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1rem;margin:0 0 .5rem;padding:0;font-size:.82rem;color:var(--muted)}
        .legend li{display:flex;align-items:center;gap:.4rem}
        .key{width:.75rem;height:.75rem}
        .canvas{overflow-x:auto}
        .canvas svg{display:block;width:100%;min-width:20rem;height:auto;direction:ltr}
        svg text{font-size:12px;fill:var(--ink)}
        svg .tick,svg .caption{font-size:11px;fill:var(--muted)}
        svg .value.na{fill:var(--muted)}
        svg .end{font-weight:600}
        .grid{stroke:var(--line)}.axis{stroke:var(--muted)}
        .target{stroke:var(--target);stroke-width:1.5;stroke-dasharray:5 4}
        .line{fill:none;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}
        .hit{fill:transparent}
        .spark{fill:none;marker-end:url(#end);stroke:var(--c0);stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
        .open{marker-end:none}.sparkdot{fill:var(--c1)}

        """
        + (0..<6).map { ".c\($0){fill:var(--c\($0))}.line.c\($0){fill:none;stroke:var(--c\($0))}" }.joined()
        // Dashes tell lines apart where colours do not.
        + ".line.c1{stroke-dasharray:7 3}.line.c2{stroke-dasharray:2 4}.line.c3{stroke-dasharray:9 3 2 3}\n"
        + (0..<8).map { ".r\($0){fill:var(--r\($0));stroke:var(--bg);stroke-width:1}" }.joined()
        + """

        details{margin-top:.5rem;font-size:.88rem}
        summary{cursor:pointer;color:var(--muted)}
        details .scroll{margin-top:.5rem;max-height:24rem;overflow:auto}
        @media (max-width:60rem){.layout{display:block;padding:0 1rem}.banner{padding:1.25rem 1rem}
        .contents{z-index:5;background:var(--bg);padding:.5rem 0;margin:0 -1rem;border-bottom:1px solid var(--line)}
        .contents ol{display:flex;overflow-x:auto;padding:0 .6rem}
        .contents a,[dir=rtl] .contents a{white-space:nowrap;border:0;padding:.3rem .6rem}
        .contents a[aria-current]{text-decoration:underline;text-decoration-color:var(--c2)}
        html{scroll-padding-top:4rem}main{padding-top:1.5rem}.banner h1{font-size:1.4rem}
        footer{padding-left:1rem;padding-right:1rem}th,td{padding-left:.6rem;padding-right:.6rem}}
        @media (max-width:36rem){.tree tbody th{min-width:9rem;max-width:48vw}
        .l2{--in:2.6rem}.l3{--in:3.2rem}.l4{--in:3.8rem}}
        @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}

        """

    private static let print = """
        @media print{@page{size:A4 landscape;margin:14mm 14mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:9px sans-serif;color:#566573}}
        html{font-size:12px}body{font-size:10pt}*{-webkit-print-color-adjust:exact}
        .contents,.skip,.tools,details,footer{display:none}
        .layout{display:block;padding:0;max-width:none}.banner{padding:5mm 6mm}
        main{padding:4mm 0 0}section+section{margin:0;border:0;padding:0;break-before:page}
        .cards{grid-template-columns:repeat(4,1fr)}
        .card,.chart,.note{break-inside:avoid}tr{break-inside:avoid}h2,h3,figcaption{break-after:avoid}
        .scroll,.scroll.long,.canvas{overflow:visible;max-height:none}.hash{max-width:none}.canvas svg{min-width:0}
        .charts{grid-template-columns:1fr 1fr}
        thead{display:table-header-group}thead th,tbody th{position:static}tbody th{background:none}
        table{font-size:8.5pt}th,td{padding:1.2mm 2mm}
        a{color:inherit;text-decoration:none}th button.order{display:contents}th button.fold{display:none}}

        """
}
