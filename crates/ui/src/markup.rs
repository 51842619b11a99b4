//! Markup that only shows something, as text with everything foreign escaped.
//!
//! Most of what the site shows has no handler of its own: links are the router's, the rest is reading matter. As text
//! it costs a tenth of the code that elements built one by one cost, and the whole first visit has to fit 150 kB.
//! What can be pressed or filled in is built from [`crate::control`].

use leptos::prelude::*;

/// Markup that is safe to show: it was written by us or went through [`Html::text`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

// Never inlined: a page is hundreds of these calls.
impl Html {
    /// Appends our own markup.
    #[inline(never)]
    pub fn raw(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Appends text or the value of a quoted attribute.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As it goes into the page.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// What may stand in [`html!`] beside literals.
pub trait Put {
    /// Appends itself, escaped unless it is markup already.
    fn put(&self, out: &mut Html);
}

impl Put for str {
    fn put(&self, out: &mut Html) {
        out.text(self);
    }
}

impl Put for String {
    #[inline(never)]
    fn put(&self, out: &mut Html) {
        out.text(self);
    }
}

impl Put for Html {
    #[inline(never)]
    fn put(&self, out: &mut Html) {
        out.0.push_str(&self.0);
    }
}

impl<T: Put + ?Sized> Put for &T {
    fn put(&self, out: &mut Html) {
        (**self).put(out);
    }
}

impl<T: Put> Put for Option<T> {
    fn put(&self, out: &mut Html) {
        if let Some(piece) = self {
            piece.put(out);
        }
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Html>>(pieces: I) -> Self {
        let mut out = Self::default();
        for piece in pieces {
            out.0.push_str(&piece.0);
        }
        out
    }
}

/// Markup from pieces: a literal is our own markup, everything else is escaped by its type.
#[macro_export]
macro_rules! html {
    (@$out:ident) => {};
    (@$out:ident $markup:literal $(, $($rest:tt)*)?) => { $out.raw($markup); $($crate::html!(@$out $($rest)*);)? };
    (@$out:ident $piece:expr $(, $($rest:tt)*)?) => { $crate::markup::Put::put(&$piece, &mut $out); $($crate::html!(@$out $($rest)*);)? };
    ($($pieces:tt)*) => {{
        let mut out = $crate::markup::Html::default();
        $crate::html!(@out $($pieces)*);
        out
    }};
}
pub use html;

/// Shows markup.
#[must_use]
pub fn show(markup: Html) -> AnyView {
    live(move || markup.clone())
}

/// Shows markup that follows signals. Nothing is touched while it stays the same.
#[must_use]
pub fn live(markup: impl Fn() -> Html + Send + Sync + 'static) -> AnyView {
    let markup: Box<dyn Fn() -> String + Send + Sync> = Box::new(move || markup().0);
    view! { <div inner_html=markup></div> }.into_any()
}

/// Shows markup that follows signals and is read out when it comes or changes.
#[must_use]
pub fn announce(role: &'static str, markup: impl Fn() -> Html + Send + Sync + 'static) -> AnyView {
    let markup: Box<dyn Fn() -> String + Send + Sync> = Box::new(move || markup().0);
    view! { <div role=role inner_html=markup></div> }.into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn literals_are_markup_and_everything_else_is_text() {
        let title = String::from("<b>\"A & B\"</b>");
        let inner = html!("<i>", "ok", "</i>");
        let none: Option<&str> = None;
        assert_eq!(
            html!("<p title='", title, "'>", inner, Some("'"), none, "</p>").into_string(),
            "<p title='&lt;b&gt;&quot;A &amp; B&quot;&lt;/b&gt;'><i>ok</i>&#39;</p>"
        );
    }
}
