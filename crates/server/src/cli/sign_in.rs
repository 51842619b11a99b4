//! `--as NAME`: staff sign in for every command that acts for them.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use store::{
    meta,
    staff::{Failed, TakeStep, by_name},
};
use zeroize::Zeroizing;

use super::{House, Trouble};
use crate::{
    keys::Sealed,
    staff::{Member, Role, Totp, verify},
};

/// Where the password may stand instead of being typed.
pub const PASSWORD: &str = "SHANLING_PASSWORD";
/// Where the code may stand instead of being typed.
pub const CODE: &str = "SHANLING_TOTP";
/// Where the second person's password may stand.
pub const SECOND_PASSWORD: &str = "SHANLING_SECOND_PASSWORD";
/// Where the second person's code may stand.
pub const SECOND_CODE: &str = "SHANLING_SECOND_TOTP";

/// Where the secrets of one person may stand.
#[derive(Clone, Copy)]
struct Places {
    password: &'static str,
    code: &'static str,
}

const FIRST: Places = Places { password: PASSWORD, code: CODE };
const SECOND: Places = Places { password: SECOND_PASSWORD, code: SECOND_CODE };

impl House {
    /// Signs a member of staff in, by password and code from the environment or the keyboard.
    ///
    /// # Errors
    /// [`Trouble::SignIn`] when anything about it is wrong; it does not say what.
    pub async fn sign_in(&self, name: &str) -> Result<Member, Trouble> {
        self.sign_in_from(name, FIRST).await
    }

    async fn sign_in_from(&self, name: &str, places: Places) -> Result<Member, Trouble> {
        let password = secret(places.password, &format!("{name} 的口令"))?;
        let mut reader = self.store.read().await?;
        let found = by_name(&mut reader.conn(), name).await?.filter(|member| member.disabled_at.is_none());
        let is_demo = meta::is_demo(&mut reader.conn()).await?;
        drop(reader);
        let hash = found.as_ref().map_or("", |member| member.password_hash.as_str());
        let is_right = verify(&password, hash);
        if let Some(member) = found
            && is_right
            && self.has_code(&member, is_demo, places).await?
        {
            return Ok(Member { roles: Role::list(&member.roles), name: member.name, station: member.station });
        }
        self.store.writer().write(Failed { name: name.to_owned(), now: self.clock.now() }).await?;
        Err(Trouble::SignIn("登录失败：姓名、口令或动态码不对。".into()))
    }

    /// Signs somebody in who has one of these roles.
    ///
    /// # Errors
    /// As [`sign_in`](Self::sign_in), and when they have none of them.
    pub async fn sign_in_as(&self, name: &str, roles: &[Role]) -> Result<Member, Trouble> {
        self.with_role(self.sign_in(name).await?, roles)
    }

    /// Signs in a second person who has one of these roles and is not the first.
    ///
    /// # Errors
    /// As [`sign_in_as`](Self::sign_in_as), and when it is the same person.
    pub async fn second_as(&self, name: &str, first: &Member, roles: &[Role]) -> Result<Member, Trouble> {
        let member = self.sign_in_from(name, SECOND).await?;
        if member.name == first.name {
            return Err(Trouble::SignIn("第二人必须是另一位工作人员。".into()));
        }
        self.with_role(member, roles)
    }

    #[expect(clippy::unused_self, reason = "a step of signing in to this house")]
    fn with_role(&self, member: Member, roles: &[Role]) -> Result<Member, Trouble> {
        if member.is_any(roles) {
            return Ok(member);
        }
        let name = &member.name;
        let needed: Vec<&str> = roles.iter().map(|role| role.code()).collect();
        Err(Trouble::SignIn(format!("{name} 没有这项权限（需要 {}）。", needed.join(" 或 "))))
    }

    async fn has_code(&self, member: &store::staff::Member, is_demo: bool, places: Places) -> Result<bool, Trouble> {
        if member.totp_key.is_empty() {
            // Members without a second factor exist in demonstrations only.
            return Ok(is_demo);
        }
        let sealed = Sealed { key_id: member.totp_key.clone(), bytes: member.totp_sealed.clone() };
        let totp = Totp::from_bytes(self.keys.unseal(&store::staff::context(&member.name), &sealed)?);
        let code = secret(places.code, "动态码")?;
        let Some(step) = totp.accepts(&code, self.clock.now()) else { return Ok(false) };
        Ok(self.store.writer().write(TakeStep { name: member.name.clone(), step }).await?)
    }
}

/// A password from the environment or the keyboard.
///
/// # Errors
/// When there is neither.
pub fn password(prompt: &str) -> Result<Zeroizing<String>, Trouble> {
    secret(PASSWORD, prompt)
}

fn secret(variable: &str, prompt: &str) -> Result<Zeroizing<String>, Trouble> {
    if let Ok(value) = std::env::var(variable) {
        return Ok(Zeroizing::new(value));
    }
    if !io::stdin().is_terminal() {
        return Err(Trouble::SignIn(format!("需要{prompt}：请在终端里输入，或设置环境变量 {variable}。")));
    }
    if variable == PASSWORD || variable == SECOND_PASSWORD {
        return Ok(Zeroizing::new(rpassword::prompt_password(format!("{prompt}："))?));
    }
    write!(io::stderr(), "{prompt}：")?;
    let mut line = Zeroizing::new(String::new());
    io::stdin().lock().read_line(&mut line)?;
    Ok(line)
}
