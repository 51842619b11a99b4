//! Our own icons: one path each on a field of 24 by 24, drawn with a round pen.

use model::Shan;

use crate::markup::{Html, html};

/// What an icon stands for. Every icon stands beside a word; alone it says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Acute,
    Back,
    Bell,
    Books,
    Check,
    Clock,
    Close,
    Filter,
    Flag,
    Forward,
    Help,
    Lantern,
    Leaf,
    Letter,
    Masked,
    Me,
    Offline,
    People,
    Phone,
    Pin,
    Search,
    Share,
    Ju,
    Xue,
    Yi,
    Ye,
    Yang,
    Jie,
}

impl Icon {
    /// Every icon.
    pub const ALL: [Self; 28] = [
        Self::Acute,
        Self::Back,
        Self::Bell,
        Self::Books,
        Self::Check,
        Self::Clock,
        Self::Close,
        Self::Filter,
        Self::Flag,
        Self::Forward,
        Self::Help,
        Self::Lantern,
        Self::Leaf,
        Self::Letter,
        Self::Masked,
        Self::Me,
        Self::Offline,
        Self::People,
        Self::Phone,
        Self::Pin,
        Self::Search,
        Self::Share,
        Self::Ju,
        Self::Xue,
        Self::Yi,
        Self::Ye,
        Self::Yang,
        Self::Jie,
    ];

    /// The icon of a 善 project.
    #[must_use]
    pub const fn of_shan(shan: Shan) -> Self {
        match shan {
            Shan::Ju => Self::Ju,
            Shan::Xue => Self::Xue,
            Shan::Yi => Self::Yi,
            Shan::Ye => Self::Ye,
            Shan::Yang => Self::Yang,
            Shan::Jie => Self::Jie,
            Shan::Ling => Self::Lantern,
            Shan::Zhu => Self::People,
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Acute => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5v5.5M12 16.4v.1",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Bell => "M6 16v-5a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
            Self::Books => "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2.5",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Filter => "M4 6h16M7 12h10M10 18h4",
            Self::Flag => "M6 21V4h12l-2.5 4L18 12H6",
            Self::Forward => "M9 5l7 7-7 7",
            Self::Help => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6zM5.7 5.7l3.6 3.6M14.7 14.7l3.6 3.6M18.3 5.7l-3.6 3.6M9.3 14.7l-3.6 3.6"
            }
            Self::Lantern => {
                "M12 2.5V5M8.5 5h7M7.5 7.5c-3 3-3 6.5 0 9.5h9c3-3 3-6.5 0-9.5zM12 7.5v9.5M8.5 17v2h7v-2M12 19v3"
            }
            Self::Leaf => "M6 18C5 10 10 5 19 5c0 9-5 14-13 13zM4 21c2-5 5-8 9-10",
            Self::Letter => "M4 6h16v12H4zM4 7l8 6.5L20 7",
            Self::Masked => "M3 12s3.5-6 9-6c1.9 0 3.6.7 5 1.7M21 12s-3.5 6-9 6c-1.9 0-3.6-.7-5-1.7M4.5 19.5l15-15",
            Self::Me => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20.5c.5-3.7 3.7-5.5 8-5.5s7.5 1.8 8 5.5",
            Self::Offline => {
                "M3 9c5-4.5 13-4.5 18 0M6.5 12.5c3-2.7 8-2.7 11 0M10 16c1.2-1 2.8-1 4 0M12 19.4v.1M4 3l16 18"
            }
            Self::People => {
                "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM16 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM2.5 20c0-3.5 2.3-6 5.5-6 1.6 0 3 .6 4 1.6 1-1 2.4-1.6 4-1.6 3.2 0 5.5 2.5 5.5 6"
            }
            Self::Phone => "M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3C10 21 3 14 3 6a3 3 0 0 1 3-3z",
            Self::Pin => {
                "M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21zM12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
            }
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20",
            Self::Share => "M12 15V4M8 7.5L12 4l4 3.5M5 12v8h14v-8",
            Self::Ju => "M3 12l9-8 9 8M6 10v10h12V10M10 20v-5h4v5",
            Self::Xue => "M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14",
            Self::Yi => {
                "M12 20.5s-8.5-5-8.5-11A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8.5 2.5c0 6-8.5 11-8.5 11zM12 9.5v5M9.5 12h5"
            }
            Self::Ye => "M4 8h16v11H4zM9 8V5h6v3M4 13h16M12 12v2",
            Self::Yang => {
                "M4 12h16c0 4-3 7-8 7s-8-3-8-7zM9 21h6M9 9c-1.2-1.2 1.2-2.8 0-4.5M14 9c-1.2-1.2 1.2-2.8 0-4.5"
            }
            Self::Jie => "M4 5h16v11h-9l-4 4v-4H4zM8.5 10a4 4 0 0 0 7 0",
        }
    }
}

/// The picture of an icon; screen readers pass it over.
#[must_use]
pub fn icon(icon: Icon) -> Html {
    html!("<svg class='icon' viewBox='0 0 24 24' aria-hidden='true'><path d='", icon.path(), "'/></svg>")
}
