package io.redub.bench;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** How JAXB, which is older than {@code java.time}, writes dates: as ISO text. */
final class XmlDates {
    private XmlDates() {}

    static final class OfDate extends XmlAdapter<String, LocalDate> {
        @Override
        public @Nullable LocalDate unmarshal(@Nullable String text) {
            return text == null ? null : LocalDate.parse(text);
        }

        @Override
        public @Nullable String marshal(@Nullable LocalDate date) {
            return date == null ? null : date.toString();
        }
    }

    static final class OfDateTime extends XmlAdapter<String, LocalDateTime> {
        @Override
        public @Nullable LocalDateTime unmarshal(@Nullable String text) {
            return text == null ? null : LocalDateTime.parse(text);
        }

        @Override
        public @Nullable String marshal(@Nullable LocalDateTime time) {
            return time == null ? null : time.toString();
        }
    }
}
