package shop;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

class Dates {
    static String in(String zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(Instant.EPOCH.atZone(ZoneId.of(zone)));
    }

    static String localized(String locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.forLanguageTag(locale))
            .format(LocalDate.EPOCH);
    }
}
