//! Leaves out what is written for readers of the source: indentation and whole-line comments.
//!
//! Deliberately no more: brotli finds the rest, and nothing here can change what a program does.

/// A script without blank lines, indentation and lines that are only comment. Text in template literals that span lines
/// would lose its indentation: neither boot.js nor wasm-bindgen's glue has any.
pub(crate) fn script(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut in_comment = false;
    for line in source.lines().map(str::trim) {
        // A comment that ends before its line does stays: code follows it.
        if in_comment || line.starts_with("/*") && !line.trim_end_matches("*/").contains("*/") {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A style sheet without comments and without white space at the ends of lines.
fn style(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines().map(str::trim).collect()
}

/// A page whose scripts and style sheets are squeezed, and whose blank lines are gone.
pub(crate) fn page(source: &str) -> String {
    let page = inside(source, "<script", "</script>", script);
    let page = inside(&page, "<style", "</style>", style);
    page.lines().filter(|line| !line.trim().is_empty()).fold(String::new(), |page, line| page + line + "\n")
}

/// Changes the text of every element that begins with `open`.
fn inside(source: &str, open: &str, close: &str, change: fn(&str) -> String) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once(open) {
        let Some(((tag, text), after)) =
            after.split_once(close).and_then(|(head, after)| Some((head.split_once('>')?, after)))
        else {
            break;
        };
        out.extend([before, open, tag, ">", &change(text), close]);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_loses_comments_but_no_code() {
        let source =
            "// why\n/** a\n * b\n */\nvar a = 'http://x'; // stays\n\n  /* one */\n  f(a /* in */);\n/* x */ g();\n";
        assert_eq!(script(source), "var a = 'http://x'; // stays\nf(a /* in */);\n/* x */ g();\n");
    }

    #[test]
    fn a_page_keeps_what_is_not_script_or_style() {
        let source = "<p>\n\n  // no comment</p>\n<style>\n/* c */\na {\n  b: c;\n}\n</style><script data-js=\"/x\">\n // c\n f();\n</script>\n";
        assert_eq!(
            page(source),
            "<p>\n  // no comment</p>\n<style>a {b: c;}</style><script data-js=\"/x\">f();\n</script>\n"
        );
    }
}
