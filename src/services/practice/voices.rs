//! The voices of the text-to-speech route (api.md §3), and how high the placeholder hums for each.
//!
//! Not their sound: nothing here imitates a person.

/// What a voice speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speaks {
    English,
    Chinese,
    Both,
}

use Speaks::{Both, Chinese, English};

/// Id, languages, pitch in hertz.
const VOICES: [(&str, Speaks, f32); 46] = [
    ("genshin_vindi2", Both, 150.0),
    ("zhinen_xuesheng", Both, 170.0),
    ("ai_shatang", Both, 225.0),
    ("genshin_klee2", Both, 270.0),
    ("genshin_kirara", Both, 240.0),
    ("ai_kaiya", Both, 135.0),
    ("ai_chenjiahao_712", Both, 125.0),
    ("chat1_female_new-3", Both, 205.0),
    ("cartoon-boy-07", Both, 280.0),
    ("cartoon-girl-01", Both, 300.0),
    ("ai_huangyaoshi_712", Both, 105.0),
    ("you_pingjing", Both, 200.0),
    ("ai_laoguowang_712", Both, 95.0),
    ("chengshu_jiejie", Both, 190.0),
    ("laopopo_speech02", Both, 180.0),
    ("heainainai_speech02", Both, 175.0),
    ("AOT", English, 120.0),
    ("oversea_male1", English, 115.0),
    ("girlfriend_4_speech02", English, 215.0),
    ("chat_0407_5-1", English, 210.0),
    ("uk_boy1", English, 260.0),
    ("PeppaPig_platform", English, 310.0),
    ("ai_huangzhong_712", English, 100.0),
    ("calm_story1", English, 195.0),
    ("uk_man2", English, 105.0),
    ("reader_en_m-v1", English, 112.0),
    ("commercial_lady_en_f-v1", English, 208.0),
    ("tiyuxi_xuedi", Chinese, 145.0),
    ("tiexin_nanyou", Chinese, 130.0),
    ("girlfriend_1_speech02", Chinese, 220.0),
    ("girlfriend_2_speech02", Chinese, 210.0),
    ("zhuxi_speech02", Chinese, 95.0),
    ("uk_oldman3", Chinese, 100.0),
    ("dongbeilaotie_speech02", Chinese, 118.0),
    ("chongqingxiaohuo_speech02", Chinese, 135.0),
    ("chuanmeizi_speech02", Chinese, 225.0),
    ("chaoshandashu_speech02", Chinese, 108.0),
    ("ai_taiwan_man2_speech02", Chinese, 128.0),
    ("xianzhanggui_speech02", Chinese, 110.0),
    ("tianjinjiejie_speech02", Chinese, 200.0),
    ("diyinnansang_DB_CN_M_04-v2", Chinese, 92.0),
    ("yizhipiannan-v1", Chinese, 115.0),
    ("guanxiaofang-v2", Chinese, 235.0),
    ("tianmeixuemei-v1", Chinese, 240.0),
    ("daopianyansang-v1", Chinese, 122.0),
    ("mengwa-v1", Chinese, 290.0),
];

/// The pitch of a voice in hertz, if there is one with this id that speaks this language (`zh` or `en`).
pub(super) fn pitch_of(id: &str, language: &str) -> Option<f32> {
    let fits = |speaks: Speaks| match language {
        "en" => speaks != Chinese,
        "zh" => speaks != English,
        _ => false,
    };
    VOICES.iter().find(|(known, speaks, _)| *known == id && fits(*speaks)).map(|(_, _, pitch)| *pitch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_as_long_as_the_providers_and_name_nobody_twice() {
        let count = |language| VOICES.iter().filter(|(id, ..)| pitch_of(id, language).is_some()).count();
        assert_eq!((count("en"), count("zh")), (27, 35));
        let names: std::collections::BTreeSet<_> = VOICES.iter().map(|(id, ..)| id).collect();
        assert_eq!(names.len(), VOICES.len());
    }

    #[test]
    fn a_voice_must_fit_its_language() {
        assert!(pitch_of("uk_man2", "en").is_some() && pitch_of("uk_man2", "zh").is_none());
        assert!(pitch_of("mengwa-v1", "zh").is_some() && pitch_of("mengwa-v1", "en").is_none());
        assert!(pitch_of("nobody", "en").is_none() && pitch_of("AOT", "fr").is_none());
    }
}
