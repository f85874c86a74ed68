package io.redub.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Numbers, texts, dates and the like, made to fit a declared type. Numbers change their width but
 * never their value beyond what a float or double must round; text is parsed where Dubbo parses it.
 * Dates are read as {@code yyyy-MM-dd HH:mm:ss} in the zone of this process, or as milliseconds.
 */
final class PlainValues {
    /** Longer digits make parsing slow: its time grows with the square of the length. */
    private static final int DIGITS = 4_096;

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private record Conversion(String expected, Function<Object, @Nullable Object> conversion) {}

    private static final Map<Class<?>, Conversion> CONVERSIONS = new HashMap<>();

    static {
        add(boolean.class, Boolean.class, "true or false", PlainValues::toBoolean);
        add(char.class, Character.class, "one character", PlainValues::toCharacter);
        whole(byte.class, Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, Long::byteValue);
        whole(short.class, Short.class, Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue);
        whole(int.class, Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue);
        whole(long.class, Long.class, Long.MIN_VALUE, Long.MAX_VALUE, n -> n);
        add(float.class, Float.class, "a number a float can hold", PlainValues::toFloat);
        add(double.class, Double.class, "a number a double can hold", PlainValues::toDouble);
        add(BigDecimal.class, "a number", PlainValues::toBigDecimal);
        add(BigInteger.class, "a whole number", PlainValues::toBigInteger);
        add(String.class, "a text", v -> v instanceof Character c ? c.toString() : null);
        add(Date.class, "a date as yyyy-MM-dd HH:mm:ss or in milliseconds", PlainValues::toDate);
        parsed(LocalDate.class, "a date as 2024-12-31", LocalDate::parse);
        parsed(LocalTime.class, "a time as 23:59:59", LocalTime::parse);
        parsed(LocalDateTime.class, "a time as 2024-12-31T23:59:59", LocalDateTime::parse);
        parsed(OffsetTime.class, "a time as 23:59:59+01:00", OffsetTime::parse);
        parsed(OffsetDateTime.class, "a time as 2024-12-31T23:59+01:00", OffsetDateTime::parse);
        parsed(ZonedDateTime.class, "a time as 2024-12-31T23:59+01:00", ZonedDateTime::parse);
        parsed(Instant.class, "a time as 2024-12-31T23:59:59Z", Instant::parse);
        parsed(Duration.class, "a duration as PT1.5S", Duration::parse);
        parsed(Period.class, "a period as P1Y2M3D", Period::parse);
        parsed(Year.class, "a year as 2024", Year::parse);
        parsed(YearMonth.class, "a month as 2024-12", YearMonth::parse);
        parsed(ZoneId.class, "a time zone as Europe/Berlin", ZoneId::of);
        parsed(UUID.class, "a UUID", UUID::fromString);
        parsed(URI.class, "a URI", URI::create);
    }

    private PlainValues() {}

    /** Whether values of this type are converted here. */
    static boolean knows(Class<?> type) {
        return CONVERSIONS.containsKey(type) || isSql(type);
    }

    /** The value as {@code type}. */
    static Object convert(Object value, Class<?> type) {
        if (type.isInstance(value)) {
            return value;
        }
        Conversion to = CONVERSIONS.get(type);
        if (to == null) {
            to = Sql.CONVERSIONS.getOrDefault(type, new Conversion(type.getName(), v -> null));
        }
        Object converted = null;
        try {
            converted = to.conversion.apply(value);
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
            throw unfit(value, to.expected);
        }
        if (converted == null) {
            throw unfit(value, to.expected);
        }
        return converted;
    }

    static ConversionException unfit(Object value, String expected) {
        return new ConversionException(Shown.value(value) + " (expected: " + expected + ")");
    }

    private static boolean isSql(Class<?> type) {
        return type.getName().startsWith("java.sql.") && BeanPlan.isJdk(type);
    }

    private static void add(
            Class<?> primitive,
            Class<?> boxed,
            String expected,
            Function<Object, @Nullable Object> conversion) {
        add(primitive, expected, conversion);
        add(boxed, expected, conversion);
    }

    private static void add(
            Class<?> type, String expected, Function<Object, @Nullable Object> conversion) {
        CONVERSIONS.put(type, new Conversion(expected, conversion));
    }

    private static void whole(
            Class<?> primitive,
            Class<?> boxed,
            long least,
            long most,
            Function<Long, Object> narrow) {
        add(
                primitive,
                boxed,
                "a whole number from " + least + " to " + most,
                value -> {
                    Long number = toLong(value);
                    return number == null || number < least || number > most
                            ? null
                            : narrow.apply(number);
                });
    }

    private static void parsed(Class<?> type, String expected, Function<String, Object> parse) {
        add(type, expected, value -> value instanceof String s ? parse.apply(s) : null);
    }

    private static @Nullable Boolean toBoolean(Object value) {
        if (!(value instanceof String s)) {
            return value instanceof Boolean b ? b : null;
        }
        return s.equalsIgnoreCase("true")
                ? Boolean.TRUE
                : s.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }

    private static @Nullable Character toCharacter(Object value) {
        if (value instanceof String s) {
            return s.length() == 1 ? s.charAt(0) : null;
        }
        return value instanceof Character c ? c : null;
    }

    private static @Nullable Long toLong(Object value) {
        if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return ((Number) value).longValue();
        } else if (value instanceof Double || value instanceof Float) {
            return BigDecimal.valueOf(((Number) value).doubleValue()).longValueExact();
        } else if (value instanceof BigDecimal d) {
            return d.precision() > DIGITS ? null : d.longValueExact();
        } else if (value instanceof BigInteger i) {
            return i.longValueExact();
        }
        return value instanceof String s ? Long.valueOf(s.strip()) : null;
    }

    private static @Nullable Double toDouble(Object value) {
        Double number =
                value instanceof String s
                        ? s.length() > DIGITS ? null : Double.valueOf(s)
                        : isJdkNumber(value) ? (Double) ((Number) value).doubleValue() : null;
        boolean overflow =
                number != null
                        && number.isInfinite()
                        && !(value instanceof Double || value instanceof Float);
        return overflow ? null : number;
    }

    private static @Nullable Float toFloat(Object value) {
        Double number = toDouble(value);
        if (number == null) {
            return null;
        }
        float narrowed = number.floatValue();
        return Float.isInfinite(narrowed) && !number.isInfinite() ? null : (Float) narrowed;
    }

    private static @Nullable BigDecimal toBigDecimal(Object value) {
        if (value instanceof String s) {
            return s.length() > DIGITS ? null : new BigDecimal(s.strip());
        } else if (value instanceof BigInteger i) {
            return new BigDecimal(i);
        } else if (value instanceof Double || value instanceof Float) {
            return new BigDecimal(value.toString());
        }
        Long number = toLong(value);
        return number == null ? null : BigDecimal.valueOf(number);
    }

    /** A small text such as 1E999999999 has too many digits to write them out. */
    private static @Nullable BigInteger toBigInteger(Object value) {
        BigDecimal number = value instanceof BigDecimal d ? d : toBigDecimal(value);
        return number == null
                        || number.precision() > DIGITS
                        || (long) number.precision() - number.scale() > DIGITS
                ? null
                : number.toBigIntegerExact();
    }

    /** Any other number is an object whose methods are unknown. */
    private static boolean isJdkNumber(Object value) {
        return value instanceof BigDecimal
                || value instanceof BigInteger
                || value instanceof Double
                || value instanceof Float
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte;
    }

    private static @Nullable Date toDate(Object value) {
        if (value instanceof Date d) {
            return new Date(d.getTime());
        } else if (value instanceof String s) {
            LocalDateTime local =
                    s.length() == "yyyy-MM-dd".length()
                            ? LocalDate.parse(s).atStartOfDay()
                            : LocalDateTime.parse(s, DATE_TIME);
            return Date.from(local.atZone(ZoneId.systemDefault()).toInstant());
        }
        Long millis = toLong(value);
        return millis == null ? null : new Date(millis);
    }

    /** Apart, because a run time may lack the module java.sql. */
    private static final class Sql {
        static final Map<Class<?>, Conversion> CONVERSIONS =
                Map.of(
                        java.sql.Date.class,
                        as(date -> new java.sql.Date(date.getTime())),
                        Timestamp.class,
                        as(date -> new Timestamp(date.getTime())),
                        Time.class,
                        as(date -> new Time(date.getTime())));

        private static Conversion as(Function<Date, Object> conversion) {
            return new Conversion(
                    "a date as yyyy-MM-dd HH:mm:ss or in milliseconds",
                    value -> {
                        Date date = toDate(value);
                        return date == null ? null : conversion.apply(date);
                    });
        }
    }
}
