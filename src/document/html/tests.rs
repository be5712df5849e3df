//! What the snapshot beside the sample texts does not say in so many words.

use super::*;
use crate::document::read;

fn page(markdown: &str) -> String {
    html(&Document {
        title: "Last".into(),
        reference: None,
        date: None,
        language: "nl-NL".into(),
        paper: crate::document::Paper::Letter,
        marking: None,
        footer: String::new(),
        author: "Gemeente Voorbeeldstad".into(),
        blocks: read(markdown).unwrap(),
    })
}

/// Guards the promise that a page opened on a machine without network, or with a hostile value in it, asks for nothing.
#[test]
fn asks_for_nothing_outside_itself() {
    let page = page("a http://voorbeeld.nl b\n");
    let tree = read_strictly(&page);
    for element in tree.descendants().filter(roxmltree::Node::is_element) {
        let name = element.tag_name().name();
        assert!(!["script", "link", "img", "iframe", "base", "form", "object"].contains(&name));
        for attribute in element.attributes() {
            assert!(!attribute.name().starts_with("on") && attribute.name() != "src");
            assert!(attribute.name() != "href" || attribute.value().starts_with('#'));
        }
    }
    assert!(page.contains("default-src 'none'"));
    for call in ["url(", "@import", "<", "&"] {
        assert!(!STYLE.contains(call), "{call}");
    }
}

#[test]
fn a_comment_and_its_place_refer_to_each_other() {
    let page = page("# K {#opmerking-1}\n\n[x](opmerking:j \"klopt dit?\")\n");
    let tree = read_strictly(&page);
    let ids: Vec<&str> = tree
        .descendants()
        .filter_map(|n| n.attribute("id"))
        .collect();
    assert_eq!(ids, ["opmerking-1", "bij:1", "opmerkingen:", "opmerking:1"]);
    for link in tree.descendants().filter_map(|n| n.attribute("href")) {
        assert!(ids.contains(&&link[1..]), "{link}");
    }
}

fn read_strictly(page: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..Default::default()
    };
    roxmltree::Document::parse_with_options(page, options).unwrap()
}
