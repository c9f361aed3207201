//! Draws and speaks the samples that come with the program, and the picture of its icon:
//! `cargo run --example draw_samples` writes them under `assets/`.
//!
//! Not part of the program. `tests/it/samples.rs` keeps the checked-in files equal to what is made here.

mod icon;
mod paint;
mod portrait;
mod voice;

use std::{error::Error, fs::File, io::BufWriter, path::Path};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};

fn main() -> Result<(), Box<dyn Error>> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let portrait = image::DynamicImage::from(portrait::draw()).into_rgb8();
    portrait.write_with_encoder(encoder(&assets.join("samples/portrait.png"))?)?;
    icon::draw().write_with_encoder(encoder(&assets.join("packaging/io.github.likeness.Likeness.png"))?)?;
    write_voice(&assets.join("samples/voice.wav"))?;
    Ok(())
}

fn encoder(path: &Path) -> Result<PngEncoder<BufWriter<File>>, std::io::Error> {
    let file = BufWriter::new(File::create(path)?);
    Ok(PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive))
}

fn write_voice(path: &Path) -> Result<(), hound::Error> {
    let (samples, sample_rate) = voice::hum();
    let sample_format = hound::SampleFormat::Int;
    let form = hound::WavSpec { channels: 1, sample_rate, bits_per_sample: 16, sample_format };
    let mut writer = hound::WavWriter::create(path, form)?;
    for sample in samples {
        writer.write_sample(sample)?;
    }
    writer.finalize()
}
