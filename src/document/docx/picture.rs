//! Writes a drawing on a page of its own, across: as lines for a Word that can draw them, as dots for every other.

use super::body::Body;
use super::parts::section;
use crate::document::tree::Picture;
use crate::document::xml::escape;

/// A millimetre in the units of a drawing.
const MILLIMETRE: u32 = 36_000;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// The name under which the text knows a drawing as dots.
pub(super) fn dots(number: usize) -> String {
    format!("rIdDots{number}")
}

/// The name under which the text knows a drawing as lines.
pub(super) fn lines(number: usize) -> String {
    format!("rIdLines{number}")
}

impl Body {
    /// Writes a drawing; `ends` when nothing follows it, so that its page is the last.
    pub(super) fn picture(&mut self, picture: &Picture, ends: bool) {
        // A page break is part of being on a page of its own.
        self.page_break = false;
        let before = section(self.paper, false);
        self.paragraph("TableGap", &before, &[]);
        self.pictures.push(picture.clone());
        let after = match ends {
            true => String::new(),
            false => section(self.paper, true),
        };
        self.ends_across = ends;
        self.open("Picture", &after);
        let drawing = drawing(picture, self.pictures.len());
        self.xml.push_str(&format!("<w:r>{drawing}</w:r></w:p>"));
    }
}

fn drawing(picture: &Picture, number: usize) -> String {
    let (width, height) = picture.millimetres;
    let (width, height) = (width * MILLIMETRE, height * MILLIMETRE);
    let alternative = escape(&picture.alternative);
    let (dots, lines) = (dots(number), lines(number));
    format!(
        "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\" \
         xmlns:wp=\"{DRAWING}/wordprocessingDrawing\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:docPr id=\"{number}\" name=\"Tekening {number}\" descr=\"{alternative}\"/>\
         <a:graphic xmlns:a=\"{DRAWING}/main\"><a:graphicData uri=\"{DRAWING}/picture\">\
         <pic:pic xmlns:pic=\"{DRAWING}/picture\"><pic:nvPicPr>\
         <pic:cNvPr id=\"{number}\" name=\"Tekening {number}\" descr=\"{alternative}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{dots}\"><a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\">\
         <asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{lines}\"/>\
         </a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
         </wp:inline></w:drawing>"
    )
}
