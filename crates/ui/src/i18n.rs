//! The languages, and what the pieces of this crate say in them.

/// Declares the texts of an area: `name: type = Chinese, English;`. Without a type it is a plain text; texts with
/// holes are functions. One that lacks a language does not compile.
#[macro_export]
macro_rules! texts {
    (@type) => { &'static str };
    (@type $type:ty) => { $type };
    ($(#[$doc:meta])+ $vis:vis $area:ident { $($name:ident $(: $type:ty)? = $zh:expr, $en:expr;)+ }) => {
        $(#[$doc])+
        $vis struct $area { $($vis $name: $crate::texts!(@type $($type)?),)+ }

        impl $area {
            /// The texts in Chinese.
            $vis const ZH: Self = Self { $($name: $zh,)+ };
            /// The texts in English.
            $vis const EN: Self = Self { $($name: $en,)+ };
        }
    };
}
pub use texts;

/// A language of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

impl Locale {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The language that this build speaks; boot.js loads the build of the visitor's choice.
    pub const BUILT: Self = if cfg!(feature = "english") { Self::En } else { Self::Zh };

    /// Which of both is this language's. In a browser there is one, so that the other is not downloaded; tests read both.
    #[inline]
    #[must_use]
    pub const fn pick<T: Copy>(self, zh: T, en: T) -> T {
        let spoken = if cfg!(target_arch = "wasm32") { Self::BUILT } else { self };
        match spoken {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// Its name for browsers and screen readers.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// What the pieces of this crate say in it.
    #[must_use]
    pub fn ui(self) -> &'static UiTexts {
        self.pick(&ZH, &EN)
    }
}

/// In Chinese.
pub static ZH: UiTexts = UiTexts::ZH;
/// In English.
pub static EN: UiTexts = UiTexts::EN;

/// What the pieces of this crate say in the language of the build.
#[must_use]
pub fn use_ui() -> &'static UiTexts {
    Locale::BUILT.ui()
}

texts! {
    /// What controls, skeletons, amounts and days say.
    pub UiTexts {
        loading = "正在打开…", "Loading…";
        sending = "正在提交…", "Sending…";
        call: fn(&str) -> String = |n| format!("拨打 {n}"), |n| format!("Call {n}");
        yuan: fn(&str) -> String = |n| format!("{n} 元"), |n| format!("¥{n}");
        weekdays: [&'static str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
            ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        day: fn(u32, u32) -> String = |month, day| format!("{month}月{day}日"), |month, day| format!("{} {day}", month_en(month));
        day_of_year: fn(i32, u32, u32) -> String = |year, month, day| format!("{year}年{month}月{day}日"),
            |year, month, day| format!("{} {day}, {year}", month_en(month));
        month: fn(i32, u32) -> String = |year, month| format!("{year}年{month}月"), |year, month| format!("{} {year}", month_en(month));
        with_weekday: fn(&str, &str) -> String = |day, weekday| format!("{day}{weekday}"), |day, weekday| format!("{weekday}, {day}");
        today = "今天", "today";
        tomorrow = "明天", "tomorrow";
    }
}

/// The short English name of a month.
fn month_en(month: u32) -> &'static str {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(month).ok().and_then(|n| NAMES.get(n.wrapping_sub(1))).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_own_texts() {
        for locale in Locale::ALL {
            assert_ne!(locale.other(), locale);
            assert_ne!(locale.ui().loading, locale.other().ui().loading);
            assert_eq!(locale.other().other(), locale);
        }
    }
}
