//! The voices of the text-to-speech route, as the provider lists them (api.md §3), and the two languages they speak.
//!
//! Not a promise: the provider may have taken one away since, and then it says so, which is not billed. The one list: the
//! practice server speaks with the same.

/// A language that a voice speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// Mandarin Chinese, and its dialects.
    Chinese,
}

impl Tongue {
    /// In the order shown.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The API's word.
    #[must_use]
    pub fn wire(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// Reads the API's word.
    #[must_use]
    pub fn from_wire(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tongue| tongue.wire() == word)
    }
}

/// A voice by the provider's id, with the name it has in each language that it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownVoice {
    /// The provider's id.
    pub id: &'static str,
    /// Its name in English; `None` when it does not speak English.
    pub english: Option<&'static str>,
    /// Its name in Chinese; `None` when it does not speak Chinese.
    pub chinese: Option<&'static str>,
}

impl KnownVoice {
    /// Its name in a language; `None` when it does not speak it.
    #[must_use]
    pub fn name(&self, tongue: Tongue) -> Option<&'static str> {
        match tongue {
            Tongue::English => self.english,
            Tongue::Chinese => self.chinese,
        }
    }

    /// The languages that it speaks.
    pub fn tongues(&self) -> impl Iterator<Item = Tongue> {
        Tongue::ALL.into_iter().filter(|tongue| self.name(*tongue).is_some())
    }
}

const fn both(id: &'static str, english: &'static str, chinese: &'static str) -> KnownVoice {
    KnownVoice { id, english: Some(english), chinese: Some(chinese) }
}

const fn english(id: &'static str, name: &'static str) -> KnownVoice {
    KnownVoice { id, english: Some(name), chinese: None }
}

const fn chinese(id: &'static str, name: &'static str) -> KnownVoice {
    KnownVoice { id, english: None, chinese: Some(name) }
}

/// Every voice, in the provider's order.
pub const VOICES: [KnownVoice; 46] = [
    both("genshin_vindi2", "Sunny", "阳光少年"),
    both("zhinen_xuesheng", "Sage", "懂事小弟"),
    english("AOT", "Ace"),
    both("ai_shatang", "Blossom", "青春少女"),
    both("genshin_klee2", "Peppy", "温柔小妹"),
    both("genshin_kirara", "Dove", "元气少女"),
    both("ai_kaiya", "Shine", "阳光男生"),
    english("oversea_male1", "Anchor"),
    both("ai_chenjiahao_712", "Lyric", "文艺小哥"),
    english("girlfriend_4_speech02", "Melody"),
    both("chat1_female_new-3", "Tender", "温柔姐姐"),
    english("chat_0407_5-1", "Siren"),
    both("cartoon-boy-07", "Zippy", "活泼男童"),
    english("uk_boy1", "Bud"),
    both("cartoon-girl-01", "Sprite", "俏皮女童"),
    english("PeppaPig_platform", "Candy"),
    english("ai_huangzhong_712", "Beacon"),
    both("ai_huangyaoshi_712", "Rock", "稳重老爸"),
    both("ai_laoguowang_712", "Titan", "严肃上司"),
    both("chengshu_jiejie", "Grace", "优雅贵妇"),
    both("you_pingjing", "Helen", "温柔妈妈"),
    english("calm_story1", "Lore"),
    english("uk_man2", "Crag"),
    both("laopopo_speech02", "Prattle", "唠叨奶奶"),
    both("heainainai_speech02", "Hearth", "和蔼奶奶"),
    english("reader_en_m-v1", "The Reader"),
    english("commercial_lady_en_f-v1", "Commercial Lady"),
    chinese("tiyuxi_xuedi", "运动少年"),
    chinese("tiexin_nanyou", "幽默小哥"),
    chinese("girlfriend_1_speech02", "甜美邻家"),
    chinese("girlfriend_2_speech02", "职场女青"),
    chinese("zhuxi_speech02", "慈祥爷爷"),
    chinese("uk_oldman3", "唠叨爷爷"),
    chinese("dongbeilaotie_speech02", "东北老铁"),
    chinese("chongqingxiaohuo_speech02", "重庆小伙"),
    chinese("chuanmeizi_speech02", "四川妹子"),
    chinese("chaoshandashu_speech02", "潮汕大叔"),
    chinese("ai_taiwan_man2_speech02", "台湾男生"),
    chinese("xianzhanggui_speech02", "西安掌柜"),
    chinese("tianjinjiejie_speech02", "天津姐姐"),
    chinese("diyinnansang_DB_CN_M_04-v2", "新闻播报男"),
    chinese("yizhipiannan-v1", "译制片男"),
    chinese("guanxiaofang-v2", "元气少女"),
    chinese("tianmeixuemei-v1", "撒娇女友"),
    chinese("daopianyansang-v1", "刀片烟嗓"),
    chinese("mengwa-v1", "乖巧正太"),
];

/// The voice with this id.
#[must_use]
pub fn voice(id: &str) -> Option<&'static KnownVoice> {
    VOICES.iter().find(|voice| voice.id == id)
}

/// The voices that speak a language, with their names in it, in the provider's order.
pub fn speaking(tongue: Tongue) -> impl Iterator<Item = (&'static KnownVoice, &'static str)> {
    VOICES.iter().filter_map(move |voice| Some((voice, voice.name(tongue)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_as_long_as_the_providers_and_name_nobody_twice() {
        assert_eq!(Tongue::ALL.map(|tongue| speaking(tongue).count()), [27, 35]);
        let ids: std::collections::BTreeSet<_> = VOICES.iter().map(|voice| voice.id).collect();
        assert_eq!(ids.len(), VOICES.len());
        assert!(VOICES.iter().all(|voice| voice.tongues().count() > 0));
    }

    #[test]
    fn a_voice_has_a_name_in_each_language_that_it_speaks() {
        let names = |id: &str| voice(id).map(|voice| (voice.english, voice.chinese));
        assert_eq!(names("oversea_male1"), Some((Some("Anchor"), None)));
        assert_eq!(names("genshin_vindi2"), Some((Some("Sunny"), Some("阳光少年"))));
        assert_eq!(names("mengwa-v1"), Some((None, Some("乖巧正太"))));
        assert_eq!(names("nobody"), None);
    }

    #[test]
    fn languages_read_what_they_write_and_nothing_else() {
        for tongue in Tongue::ALL {
            assert_eq!(Tongue::from_wire(tongue.wire()), Some(tongue));
        }
        assert_eq!(Tongue::from_wire("fr"), None);
    }
}
