package io.redub.serialize.hessian2;

import io.redub.serialize.hessian2.ValueType.Part;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The JDK's values as Caucho's library reads them: its own handles, or the fields of the class,
 * which its reader sets without a word to the class and without {@code --add-opens}. Here stand
 * only classes of which that makes a whole object.
 */
final class CauchoTypes {
    private static final String HANDLES = "com.caucho.hessian.io.";

    private static final TypeNode DATE = TypeNode.of(LocalDate.class);
    private static final TypeNode TIME = TypeNode.of(LocalTime.class);

    static final ValueType<ZoneId> ZONE_ID =
            ValueType.of(
                            ZoneId.class,
                            "java.time.ZoneRegion",
                            List.of(new Part("id", TypeNode.STRING)),
                            CauchoTypes::writeZone,
                            v -> ZoneId.of(v.string(0)))
                    .shared();

    static final ValueType<InetAddress> ADDRESS =
            ValueType.of(
                            InetAddress.class,
                            HANDLES + "InetAddressHandle",
                            List.of(
                                    new Part("hostName", TypeNode.STRING),
                                    new Part("address", byte[].class)),
                            CauchoTypes::writeAddress,
                            NetTypes::address)
                    .shared();

    static final List<ValueType<?>> ALL =
            List.of(
                    ZONE_ID,
                    ADDRESS,
                    ValueType.of(
                                    Locale.class,
                                    HANDLES + "LocaleHandle",
                                    List.of(new Part("value", TypeNode.STRING)),
                                    Locales::writeForCaucho,
                                    v -> Locales.read(v.string(0)))
                            .shared(),
                    ValueType.of(
                                    LocalDate.class,
                                    "java.time.LocalDate",
                                    Part.ints("year", "month", "day"),
                                    (out, v) -> {
                                        out.writeInt(v.getYear());
                                        out.writeInt(v.getMonthValue());
                                        out.writeInt(v.getDayOfMonth());
                                    },
                                    v -> LocalDate.of(v.intAt(0), v.intAt(1), v.intAt(2)))
                            .shared(),
                    ValueType.of(
                                    LocalTime.class,
                                    "java.time.LocalTime",
                                    Part.ints("hour", "minute", "second", "nano"),
                                    (out, v) -> {
                                        out.writeInt(v.getHour());
                                        out.writeInt(v.getMinute());
                                        out.writeInt(v.getSecond());
                                        out.writeInt(v.getNano());
                                    },
                                    v ->
                                            LocalTime.of(
                                                    v.intAt(0), v.intAt(1), v.intAt(2), v.intAt(3)))
                            .shared(),
                    ValueType.of(
                                    LocalDateTime.class,
                                    "java.time.LocalDateTime",
                                    List.of(new Part("date", DATE), new Part("time", TIME)),
                                    (out, v) -> {
                                        out.writeValue(v.toLocalDate(), DATE);
                                        out.writeValue(v.toLocalTime(), TIME);
                                    },
                                    v ->
                                            LocalDateTime.of(
                                                    v.at(0, LocalDate.class),
                                                    v.at(1, LocalTime.class)))
                            .shared(),
                    ValueType.of(
                                    Instant.class,
                                    "java.time.Instant",
                                    List.of(
                                            new Part("seconds", long.class),
                                            new Part("nanos", int.class)),
                                    (out, v) -> {
                                        out.writeLong(v.getEpochSecond());
                                        out.writeInt(v.getNano());
                                    },
                                    v -> Instant.ofEpochSecond(v.longAt(0), v.intAt(1)))
                            .shared(),
                    ValueType.of(
                                    Duration.class,
                                    "java.time.Duration",
                                    List.of(
                                            new Part("seconds", long.class),
                                            new Part("nanos", int.class)),
                                    (out, v) -> {
                                        out.writeLong(v.getSeconds());
                                        out.writeInt(v.getNano());
                                    },
                                    v -> Duration.ofSeconds(v.longAt(0), v.intAt(1)))
                            .shared(),
                    ValueType.of(
                                    Period.class,
                                    "java.time.Period",
                                    Part.ints("years", "months", "days"),
                                    (out, v) -> {
                                        out.writeInt(v.getYears());
                                        out.writeInt(v.getMonths());
                                        out.writeInt(v.getDays());
                                    },
                                    v -> Period.of(v.intAt(0), v.intAt(1), v.intAt(2)))
                            .shared(),
                    ValueType.of(
                                    Year.class,
                                    "java.time.Year",
                                    Part.ints("year"),
                                    (out, v) -> out.writeInt(v.getValue()),
                                    v -> Year.of(v.intAt(0)))
                            .shared(),
                    ValueType.of(
                                    YearMonth.class,
                                    "java.time.YearMonth",
                                    Part.ints("year", "month"),
                                    (out, v) -> {
                                        out.writeInt(v.getYear());
                                        out.writeInt(v.getMonthValue());
                                    },
                                    v -> YearMonth.of(v.intAt(0), v.intAt(1)))
                            .shared(),
                    ValueType.of(
                                    MonthDay.class,
                                    "java.time.MonthDay",
                                    Part.ints("month", "day"),
                                    (out, v) -> {
                                        out.writeInt(v.getMonthValue());
                                        out.writeInt(v.getDayOfMonth());
                                    },
                                    v -> MonthDay.of(v.intAt(0), v.intAt(1)))
                            .shared());

    /** What other forms read. */
    static final List<FieldsCodec<?>> WRITTEN =
            List.of(
                    new FieldsCodec<>(
                            UUID.class,
                            (out, v) -> {
                                out.writeLong(v.getMostSignificantBits());
                                out.writeLong(v.getLeastSignificantBits());
                            },
                            "mostSigBits",
                            "leastSigBits"),
                    new FieldsCodec<>(
                            OptionalInt.class,
                            (out, v) -> {
                                out.writeBoolean(v.isPresent());
                                out.writeInt(v.orElse(0));
                            },
                            "isPresent",
                            "value"),
                    new FieldsCodec<>(
                            OptionalLong.class,
                            (out, v) -> {
                                out.writeBoolean(v.isPresent());
                                out.writeLong(v.orElse(0));
                            },
                            "isPresent",
                            "value"),
                    new FieldsCodec<>(
                            OptionalDouble.class,
                            (out, v) -> {
                                out.writeBoolean(v.isPresent());
                                out.writeDouble(v.orElse(Double.NaN));
                            },
                            "isPresent",
                            "value"));

    private CauchoTypes() {}

    /** A zone without its rules, which is how it is read, finds them only by an id of the JDK's. */
    private static void writeZone(ValueWriter out, ZoneId zone) {
        boolean found;
        try {
            found = ZoneRulesProvider.getRules(zone.getId(), false).equals(zone.getRules());
        } catch (ZoneRulesException e) {
            found = false;
        }
        if (!found) {
            throw out.refused(
                    zone.getClass(),
                    "the receiver finds no rules under its id %s; send the id"
                            .formatted(zone.getId()));
        }
        out.writeString(zone.getId());
    }

    private static void writeAddress(ValueWriter out, InetAddress address) {
        String name = NetTypes.nameOf(address);
        byte[] numbers = address.getAddress();
        boolean same;
        try {
            same =
                    InetAddress.getByAddress(name, numbers).getClass() == address.getClass()
                            && !(address instanceof Inet6Address six
                                    && (six.getScopeId() != 0 || six.getScopedInterface() != null));
        } catch (UnknownHostException e) {
            same = false;
        }
        if (!same) {
            throw out.refused(
                    address.getClass(), "its scope does not travel; send its getHostAddress()");
        }
        out.writeString(name);
        out.writeBinary(numbers);
    }
}
