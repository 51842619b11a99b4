//! Whether an order makes sense, before the store is asked.

use model::{
    DonationId, Fen, ProblemCode,
    command::{MOST_DONATION, NOTICE_VERSION, NewDonation, WantedInvoice},
    donation::ShownAs,
};
use store::{donation::Wanted, person::Sealed};

use crate::{app::App, failure::Failure};

/// Most characters of a name to be shown.
const NAME: usize = 20;
/// Most characters of the title of an invoice.
const TITLE: usize = 60;

/// What the store is asked for.
pub(super) fn checked(app: &App, id: DonationId, new: NewDonation) -> Result<Wanted, Failure> {
    let NewDonation { amount, adult, notice, shown_as, name, invoice, agreement, .. } = new;
    if !adult {
        return Err(ProblemCode::DeclarationMissing.into());
    }
    if notice != NOTICE_VERSION {
        return Err(ProblemCode::ConsentNeeded.into());
    }
    if amount == Fen::default() || amount.get() > MOST_DONATION {
        return Err(Failure::field("amount"));
    }
    let name = name_of(shown_as, name)?;
    let invoice = invoice.map(|invoice| sealed(app, id, invoice)).transpose()?;
    Ok(Wanted { amount, shown_as, name, invoice, agreement, notice })
}

/// The name, with nothing in it by which somebody could be called or found.
fn name_of(shown_as: ShownAs, name: Option<String>) -> Result<Option<String>, Failure> {
    match (shown_as, name) {
        (ShownAs::Anonymous, None) => Ok(None),
        (ShownAs::Named, Some(name)) => {
            let name = bounded(&name, NAME).ok_or_else(|| Failure::field("name"))?;
            let digits = name.chars().filter(|letter| letter.is_numeric()).count();
            if digits > 4 || name.contains(['@', '/']) { Err(ProblemCode::TextBlocked.into()) } else { Ok(Some(name)) }
        }
        _ => Err(Failure::field("name")),
    }
}

fn sealed(app: &App, id: DonationId, invoice: WantedInvoice) -> Result<Sealed, Failure> {
    let title = bounded(&invoice.title, TITLE).ok_or_else(|| Failure::field("title"))?;
    let tax_number = invoice.tax_number.map(|text| text.trim().to_ascii_uppercase());
    let is_number = |text: &String| (15..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    if tax_number.as_ref().is_some_and(|text| !is_number(text)) {
        return Err(Failure::field("tax_number"));
    }
    let plain = serde_json::json!({ "title": title, "tax_number": tax_number }).to_string();
    let sealed = app.keys.seal(&store::donation::context(id), plain.as_bytes()).map_err(Failure::internal)?;
    Ok(sealed.into())
}

/// The text without space around it, unless it is empty, too long, or holds control characters.
fn bounded(text: &str, most: usize) -> Option<String> {
    let text = text.trim();
    let fits = (1..=most).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_and_comes_only_when_it_is_to_be_shown() {
        let name = |shown, text: Option<&str>| name_of(shown, text.map(str::to_owned)).map_err(|f| f.problem().code);
        assert_eq!(name(ShownAs::Anonymous, None), Ok(None));
        assert_eq!(name(ShownAs::Named, Some(" 王小明 ")), Ok(Some("王小明".to_owned())));
        assert_eq!(name(ShownAs::Named, Some("2班全体同学")), Ok(Some("2班全体同学".to_owned())));
        for (shown, text, want) in [
            (ShownAs::Named, None, ProblemCode::BadField),
            (ShownAs::Named, Some("  "), ProblemCode::BadField),
            (ShownAs::Named, Some("一\n二"), ProblemCode::BadField),
            (ShownAs::Anonymous, Some("王小明"), ProblemCode::BadField),
            (ShownAs::Named, Some("加我13800138000"), ProblemCode::TextBlocked),
            (ShownAs::Named, Some("http://a.example"), ProblemCode::TextBlocked),
        ] {
            assert_eq!(name(shown, text), Err(want), "{text:?}");
        }
        assert_eq!(name(ShownAs::Named, Some(&"名".repeat(21))), Err(ProblemCode::BadField));
    }
}
