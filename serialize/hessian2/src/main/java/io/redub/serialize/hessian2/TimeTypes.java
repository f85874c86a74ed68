package io.redub.serialize.hessian2;

import io.redub.serialize.hessian2.ValueType.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** The classes of java.time, each under the handle that hessian-lite gives it. */
final class TimeTypes {
    private static final String HANDLES = "com.alibaba.com.caucho.hessian.io.java8.";

    private static final TypeNode DATE = TypeNode.of(LocalDate.class);
    private static final TypeNode TIME = TypeNode.of(LocalTime.class);
    private static final TypeNode DATE_TIME = TypeNode.of(LocalDateTime.class);
    private static final TypeNode OFFSET = TypeNode.of(ZoneOffset.class);

    private static final ValueType<LocalDate> LOCAL_DATE =
            ValueType.of(
                            LocalDate.class,
                            HANDLES + "LocalDateHandle",
                            Part.ints("day", "month", "year"),
                            TimeTypes::writeDate,
                            v -> LocalDate.of(v.intAt(2), v.intAt(1), v.intAt(0)))
                    .fast(
                            in -> {
                                int day = in.readInt();
                                int month = in.readInt();
                                return LocalDate.of(in.readInt(), month, day);
                            });

    private static final ValueType<LocalTime> LOCAL_TIME =
            ValueType.of(
                            LocalTime.class,
                            HANDLES + "LocalTimeHandle",
                            Part.ints("nano", "second", "minute", "hour"),
                            TimeTypes::writeTime,
                            v -> LocalTime.of(v.intAt(3), v.intAt(2), v.intAt(1), v.intAt(0)))
                    .fast(
                            in -> {
                                int nano = in.readInt();
                                int second = in.readInt();
                                int minute = in.readInt();
                                return LocalTime.of(in.readInt(), minute, second, nano);
                            });

    private static final ValueType<Instant> INSTANT =
            ValueType.of(
                            Instant.class,
                            HANDLES + "InstantHandle",
                            List.of(new Part("nanos", int.class), new Part("seconds", long.class)),
                            (out, v) -> {
                                out.writeInt(v.getNano());
                                out.writeLong(v.getEpochSecond());
                            },
                            v -> Instant.ofEpochSecond(v.longAt(1), v.intAt(0)))
                    .fast(
                            in -> {
                                int nanos = in.readInt();
                                return Instant.ofEpochSecond(in.readLong(), nanos);
                            });

    private static final ValueType<LocalDateTime> LOCAL_DATE_TIME =
            ValueType.of(
                            LocalDateTime.class,
                            HANDLES + "LocalDateTimeHandle",
                            List.of(new Part("time", TIME), new Part("date", DATE)),
                            (out, v) -> {
                                LOCAL_TIME.head(out);
                                writeTime(out, v.toLocalTime());
                                LOCAL_DATE.head(out);
                                writeDate(out, v.toLocalDate());
                            },
                            v ->
                                    LocalDateTime.of(
                                            v.at(1, LocalDate.class), v.at(0, LocalTime.class)))
                    .fast(
                            in -> {
                                LocalTime time = LOCAL_TIME.readPart(in, TIME);
                                return LocalDateTime.of(LOCAL_DATE.readPart(in, DATE), time);
                            });

    private static final ValueType<ZoneOffset> ZONE_OFFSET =
            ValueType.of(
                    ZoneOffset.class,
                    HANDLES + "ZoneOffsetHandle",
                    Part.ints("seconds"),
                    (out, v) -> out.writeInt(v.getTotalSeconds()),
                    v -> ZoneOffset.ofTotalSeconds(v.intAt(0)));

    static final ValueType<ZoneId> ZONE_ID =
            ValueType.of(
                    ZoneId.class,
                    HANDLES + "ZoneIdHandle",
                    List.of(new Part("zoneId", TypeNode.STRING)),
                    (out, v) -> out.writeString(v.getId()),
                    v -> ZoneId.of(v.string(0)));

    static final List<ValueType<?>> ALL =
            List.of(
                    LOCAL_DATE,
                    LOCAL_TIME,
                    LOCAL_DATE_TIME,
                    INSTANT,
                    ZONE_OFFSET,
                    ZONE_ID,
                    ValueType.of(
                            Duration.class,
                            HANDLES + "DurationHandle",
                            List.of(new Part("nanos", int.class), new Part("seconds", long.class)),
                            (out, v) -> {
                                out.writeInt(v.getNano());
                                out.writeLong(v.getSeconds());
                            },
                            v -> Duration.ofSeconds(v.longAt(1), v.intAt(0))),
                    ValueType.of(
                            Period.class,
                            HANDLES + "PeriodHandle",
                            Part.ints("days", "months", "years"),
                            (out, v) -> {
                                out.writeInt(v.getDays());
                                out.writeInt(v.getMonths());
                                out.writeInt(v.getYears());
                            },
                            v -> Period.of(v.intAt(2), v.intAt(1), v.intAt(0))),
                    ValueType.of(
                            Year.class,
                            HANDLES + "YearHandle",
                            Part.ints("year"),
                            (out, v) -> out.writeInt(v.getValue()),
                            v -> Year.of(v.intAt(0))),
                    ValueType.of(
                            YearMonth.class,
                            HANDLES + "YearMonthHandle",
                            Part.ints("month", "year"),
                            (out, v) -> {
                                out.writeInt(v.getMonthValue());
                                out.writeInt(v.getYear());
                            },
                            v -> YearMonth.of(v.intAt(1), v.intAt(0))),
                    ValueType.of(
                            MonthDay.class,
                            HANDLES + "MonthDayHandle",
                            Part.ints("day", "month"),
                            (out, v) -> {
                                out.writeInt(v.getDayOfMonth());
                                out.writeInt(v.getMonthValue());
                            },
                            v -> MonthDay.of(v.intAt(1), v.intAt(0))),
                    ValueType.of(
                            OffsetDateTime.class,
                            HANDLES + "OffsetDateTimeHandle",
                            List.of(new Part("offset", OFFSET), new Part("dateTime", DATE_TIME)),
                            (out, v) -> {
                                ZONE_OFFSET.write(out, v.getOffset(), OFFSET);
                                LOCAL_DATE_TIME.write(out, v.toLocalDateTime(), DATE_TIME);
                            },
                            v ->
                                    OffsetDateTime.of(
                                            v.at(1, LocalDateTime.class),
                                            v.at(0, ZoneOffset.class))),
                    ValueType.of(
                            OffsetTime.class,
                            HANDLES + "OffsetTimeHandle",
                            List.of(new Part("zoneOffset", OFFSET), new Part("localTime", TIME)),
                            (out, v) -> {
                                ZONE_OFFSET.write(out, v.getOffset(), OFFSET);
                                LOCAL_TIME.write(out, v.toLocalTime(), TIME);
                            },
                            v ->
                                    OffsetTime.of(
                                            v.at(1, LocalTime.class), v.at(0, ZoneOffset.class))),
                    ValueType.of(
                            ZonedDateTime.class,
                            HANDLES + "ZonedDateTimeHandle",
                            List.of(
                                    new Part("offset", OFFSET),
                                    new Part("dateTime", DATE_TIME),
                                    new Part("zoneId", TypeNode.STRING)),
                            (out, v) -> {
                                ZONE_OFFSET.write(out, v.getOffset(), OFFSET);
                                LOCAL_DATE_TIME.write(out, v.toLocalDateTime(), DATE_TIME);
                                out.writeString(v.getZone().getId());
                            },
                            v ->
                                    ZonedDateTime.ofLocal(
                                            v.at(1, LocalDateTime.class),
                                            ZoneId.of(v.string(2)),
                                            v.at(0, ZoneOffset.class))));

    private TimeTypes() {}

    private static void writeDate(ValueWriter out, LocalDate date) {
        out.writeInt(date.getDayOfMonth());
        out.writeInt(date.getMonthValue());
        out.writeInt(date.getYear());
    }

    private static void writeTime(ValueWriter out, LocalTime time) {
        out.writeInt(time.getNano());
        out.writeInt(time.getSecond());
        out.writeInt(time.getMinute());
        out.writeInt(time.getHour());
    }
}
