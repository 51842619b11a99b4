//! The private columns of a row: from the file into the vault, and out again only for a purpose that is logged.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::columns::{Column, Row};

/// Who is behind a wish. Has no `Debug`; `Serialize` is for the seal and for `vault show` alone.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Private {
    /// 姓名.
    pub name: String,
    /// 性别.
    pub sex: String,
    /// 身份证号.
    pub identity: String,
    /// 联系电话.
    pub phone: String,
    /// 家庭住址.
    pub address: String,
    /// 救助类别.
    pub aid_category: String,
    /// 出生日期.
    pub birth: String,
}

impl Private {
    /// The private columns of a row.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        let cell = |column| row.get(column).to_owned();
        Self {
            name: cell(Column::Name),
            sex: cell(Column::Sex),
            identity: cell(Column::Identity).to_ascii_uppercase(),
            phone: cell(Column::Phone),
            address: cell(Column::Address),
            aid_category: cell(Column::AidCategory),
            birth: cell(Column::Birth),
        }
    }

    /// As it is sealed.
    ///
    /// # Errors
    /// Never, as far as anybody knows.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, serde_json::Error> {
        serde_json::to_vec(self).map(Zeroizing::new)
    }

    /// As it was sealed.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}
