//! `shanling volunteer`: who may visit, and who may work with minors.

use std::io::{self, Write};

use model::{Day, PersonId};
use store::volunteer::{self, Register, Registered, Vet};

use super::{Globals, Outcome, Trouble};
use crate::{phone::Phone, staff::Role};

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Registers a volunteer; prints the number
    Register {
        /// The volunteer's name; it is sealed
        #[arg(long)]
        name: String,
        /// The mobile number that the volunteer signs in by; only a keyed hash of it is kept
        #[arg(long)]
        phone: String,
        /// The member of staff who acts
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
    /// Notes until when a volunteer's vetting for work with minors holds
    Vet {
        /// The volunteer's number
        number: String,
        /// The last day on which it holds
        #[arg(long)]
        until: Day,
        /// The member of staff who acts
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the sign-in fails, there is no such volunteer, or the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let now = house.clock.now();
        match self {
            Self::Register { name, phone, actor } => {
                let phone =
                    Phone::parse(&phone).ok_or_else(|| Trouble::unusable("--phone 需要中国大陆的11位手机号码。"))?;
                let name = name.trim();
                if name.is_empty() || name.chars().count() > 40 || name.chars().any(char::is_control) {
                    return Err(Trouble::unusable("--name 需要姓名，最多40字。"));
                }
                let actor = house.sign_in_as(&actor, &[Role::Station, Role::Reviewer]).await?.name;
                // Numbers have the form of all others, so that nobody reads an order into them.
                let number = format!("V{}", PersonId::from_bits(rand::random()));
                let name = house.keys.seal(&volunteer::context(&number), name.as_bytes())?.into();
                let change = Register { number, phone_key: phone.key(&house.keys), name, actor, now };
                let mut out = io::stdout().lock();
                match house.store.writer().write(change).await? {
                    Registered::New(number) => writeln!(out, "{number}")?,
                    Registered::Before(number) => writeln!(out, "{number}\t此前已登记")?,
                }
            }
            Self::Vet { number, until, actor } => {
                let actor = house.sign_in_as(&actor, &[Role::Reviewer]).await?.name;
                let change = Vet { number: number.clone(), until, actor, now };
                if !house.store.writer().write(change).await? {
                    return Err(Trouble::unusable(format!("没有志愿者 {number}。")));
                }
                writeln!(io::stdout(), "{number}\t核查有效期至 {until}")?;
            }
        }
        Ok(())
    }
}
