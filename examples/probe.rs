use std::io::BufRead;
fn main() {
    let year: u16 = std::env::args().nth(1).unwrap().parse().unwrap();
    let body = std::env::args().nth(2).unwrap();
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let blocks = vec![gouji::document::Block::Paragraph("一、总体情况".into()), gouji::document::Block::Paragraph(line.clone())];
        let d = gouji::document::Document { blocks, ..Default::default() };
        let p = gouji::prose::read(&d, Some(year), Some(&body));
        println!("== {line}");
        for s in &p.statements { println!("   {:?} {}", s.saying, p.flow.text(s.span.0, s.span.1)); }
    }
}
