//! What is kept between visits, in `IndexedDB`. Where that is blocked nothing is kept and nothing breaks.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

const DATABASE: &str = "shanling-ledger";
const STORE: &str = "kept";

/// A few texts by name.
pub(crate) struct Shelf {
    scope: DedicatedWorkerGlobalScope,
    open: RefCell<Option<IdbDatabase>>,
}

impl Shelf {
    pub(crate) fn new(scope: &DedicatedWorkerGlobalScope) -> Self {
        Self { scope: scope.clone(), open: RefCell::new(None) }
    }

    /// The text that was kept under this name.
    pub(crate) async fn get(&self, name: &str) -> Option<String> {
        let store = self.store(IdbTransactionMode::Readonly).await.ok()?;
        done(&store.get(&JsValue::from_str(name)).ok()?).await.ok()?.as_string()
    }

    /// Keeps a text under a name.
    pub(crate) async fn put(&self, name: &str, text: &str) {
        let Ok(store) = self.store(IdbTransactionMode::Readwrite).await else { return };
        if let Ok(request) = store.put_with_key(&JsValue::from_str(text), &JsValue::from_str(name)) {
            let _ = done(&request).await;
        }
    }

    /// Forgets what was kept under a name.
    pub(crate) async fn remove(&self, name: &str) {
        let Ok(store) = self.store(IdbTransactionMode::Readwrite).await else { return };
        if let Ok(request) = store.delete(&JsValue::from_str(name)) {
            let _ = done(&request).await;
        }
    }

    async fn store(&self, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
        let open = self.open.borrow().clone();
        let database = match open {
            Some(database) => database,
            None => self.database().await?,
        };
        database.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE)
    }

    async fn database(&self) -> Result<IdbDatabase, JsValue> {
        let factory = self.scope.indexed_db()?.ok_or(JsValue::NULL)?;
        let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
        let opening = request.clone();
        let first = Closure::once_into_js(move || {
            if let Ok(database) = opening.result() {
                let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
            }
        });
        request.set_onupgradeneeded(Some(first.unchecked_ref()));
        let database: IdbDatabase = done(&request).await?.unchecked_into();
        *self.open.borrow_mut() = Some(database.clone());
        Ok(database)
    }
}

/// The result of a request, once it is there.
async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let answer = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(answer).await?;
    request.result()
}
