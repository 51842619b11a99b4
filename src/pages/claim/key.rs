//! The `Idempotency-Key` of the form of a wish: made once, kept in this browser until the server has decided, so that a
//! reload, a second tap or another day is the same request. As long as it is there the claim is a draft: nobody sends it
//! but the person, and `public/offline.js` reminds them.

use model::WishId;

use crate::browser::storage;

fn name(id: WishId) -> String {
    format!("claim:{id}")
}

/// A key out of three random numbers between 0 and 1: 32 letters and digits at the most, 8 at the least.
fn spell(random: [f64; 3]) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number below 2^40")]
    let parts = random.map(|number| format!("{:010x}", (number.clamp(0.0, 1.0) * 1_099_511_627_775.0) as u64));
    parts.concat()
}

/// The key of the form of this wish.
pub(crate) fn of_wish(id: WishId) -> String {
    storage::local_get(&name(id)).unwrap_or_else(|| {
        let key = spell([(); 3].map(|()| js_sys::Math::random()));
        storage::local_set(&name(id), &key);
        key
    })
}

/// The next claim of this wish is another request.
pub(crate) fn forget(id: WishId) {
    storage::local_remove(&name(id));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_what_the_wire_allows() {
        for random in [[0.0; 3], [0.999_999_9; 3], [1.0, 0.5, 0.25]] {
            let key = spell(random);
            assert!((8..=64).contains(&key.len()), "{key}");
            assert!(key.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{key}");
        }
        assert_ne!(spell([0.1, 0.2, 0.3]), spell([0.1, 0.2, 0.4]));
    }
}
