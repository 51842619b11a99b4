//! `GET /openapi.json`, and that it changes only when somebody means it to.

use std::path::PathBuf;

use model::{ClaimState, ProblemCode, Shan};
use serde_json::Value;
use server::testing::TestApp;
use store::{Engine, testing::Fresh};

async fn document() -> Value {
    let app = TestApp::new(Fresh::new(Engine::Sqlite).await).await;
    app.anonymous().get("/api/v1/openapi.json").await.json()
}

/// `UPDATE=1 cargo test -p server --test routes openapi` writes the snapshot anew.
#[tokio::test]
async fn the_contract_is_the_one_that_was_agreed_on() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let now = document().await;
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, format!("{}\n", serde_json::to_string_pretty(&now).unwrap())).unwrap();
    }
    let agreed: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(now, agreed, "docs/openapi.json is another contract; UPDATE=1 writes the present one");
}

#[tokio::test]
async fn every_refusal_is_a_problem_document_and_every_operation_has_its_own_name() {
    let document = document().await;
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with("/api/v1/"), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            names.push(operation["operationId"].as_str().unwrap().to_owned());
            let responses = operation["responses"].as_object().unwrap();
            for status in ["429", "500", "503"] {
                assert!(responses.contains_key(status), "{method} {path} says nothing of {status}");
            }
            assert_eq!(responses.contains_key("403"), method != "get", "{method} {path}");
            for (status, response) in responses {
                assert_ne!(response["description"], "", "{method} {path} {status}");
                let is_problem = response["content"]["application/problem+json"].is_object();
                assert_eq!(is_problem, status.as_str() >= "400", "{method} {path} {status}");
            }
        }
    }
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
    assert!(all >= 20, "{all} operations");
}

#[tokio::test]
async fn whatever_the_contract_points_to_is_in_it() {
    fn pointers(value: &Value, found: &mut Vec<String>) {
        if let Some(target) = value["$ref"].as_str() {
            found.push(target.to_owned());
        }
        let below: Vec<&Value> = match value {
            Value::Object(map) => map.values().collect(),
            Value::Array(list) => list.iter().collect(),
            _ => return,
        };
        for value in below {
            pointers(value, found);
        }
    }
    let document = document().await;
    let mut found = Vec::new();
    pointers(&document, &mut found);
    assert!(found.len() > 20, "{found:?}");
    for target in found {
        assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target}");
    }
}

#[tokio::test]
async fn the_words_of_the_contract_are_those_on_the_wire() {
    let document = document().await;
    let words = |name: &str| {
        let words = document["components"]["schemas"][name]["enum"].as_array().unwrap();
        words.iter().map(|word| word.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(words("Shan"), Shan::ALL.iter().map(|shan| shan.code()).collect::<Vec<_>>());
    assert_eq!(words("ClaimState"), ClaimState::ALL.iter().map(|state| state.code()).collect::<Vec<_>>());
    let mut problems: Vec<&str> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    problems.push("unknown");
    assert_eq!(words("ProblemCode"), problems);
}
