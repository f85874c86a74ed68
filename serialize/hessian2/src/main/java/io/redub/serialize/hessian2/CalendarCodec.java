package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;

/**
 * Calendars: hessian-lite's handle has room for the instant only, Redub adds what else there is.
 */
final class CalendarCodec extends Codec implements ObjectForm {
    static final CalendarCodec INSTANCE = new CalendarCodec();

    private static final String HANDLE = "com.alibaba.com.caucho.hessian.io.CalendarHandle";
    static final String CAUCHO_HANDLE = "com.caucho.hessian.io.CalendarHandle";

    private static final List<String> NAMES =
            List.of("date", "type", "zone", "lenient", "firstDay", "minimalDays", "kind");
    private static final WireName FOR_DUBBO = WireName.ofDefinition(HANDLE, NAMES.subList(0, 2));
    private static final WireName FOR_REDUB = WireName.ofDefinition(HANDLE, NAMES);

    private static final WireName FOR_CAUCHO =
            WireName.ofDefinition(CAUCHO_HANDLE, List.of("type", "date"));

    private static final TypeNode[] TYPES = {
        TypeNode.of(Date.class),
        TypeNode.DROPPED,
        TypeNode.STRING,
        TypeNode.of(Boolean.class),
        TypeNode.of(Integer.class),
        TypeNode.of(Integer.class),
        TypeNode.STRING
    };

    private CalendarCodec() {}

    String wireName() {
        return HANDLE;
    }

    @Override
    void write(ValueWriter out, Object value, TypeNode declared) {
        Calendar calendar = (Calendar) value;
        if (out.caucho()) {
            writeForCaucho(out, calendar);
            return;
        }
        if (!out.redub() && calendar.getClass() != GregorianCalendar.class) {
            throw out.refused(
                    calendar.getClass(), "Dubbo would read another calendar; send a Date");
        }
        out.skipRef();
        out.writeObjectHead(out.redub() ? FOR_REDUB : FOR_DUBBO);
        out.writeDate(calendar.getTimeInMillis());
        out.writeNull();
        if (out.redub()) {
            out.writeString(Zones.id(calendar.getTimeZone()));
            out.writeBoolean(calendar.isLenient());
            out.writeInt(calendar.getFirstDayOfWeek());
            out.writeInt(calendar.getMinimalDaysInFirstWeek());
            out.writeString(calendar.getCalendarType());
        }
    }

    /** Caucho's reader knows the instant alone. */
    private static void writeForCaucho(ValueWriter out, Calendar calendar) {
        Calendar read = new GregorianCalendar();
        read.setTimeInMillis(calendar.getTimeInMillis());
        if (calendar.getClass() != GregorianCalendar.class || !read.equals(calendar)) {
            throw out.refused(
                    calendar.getClass(),
                    "it would be read as a GregorianCalendar of the default zone and week; send a Date");
        }
        if (!out.wroteRef(calendar)) {
            out.writeObjectHead(FOR_CAUCHO);
            out.writeNull();
            out.writeDate(calendar.getTimeInMillis());
        }
    }

    @Override
    public List<String> fieldNames() {
        return NAMES;
    }

    @Override
    public Object read(ValueReader in, Definition def, TypeNode declared) {
        int number = in.reserveRef();
        Object[] parts = new Object[NAMES.size()];
        in.enterValue();
        for (int slot : def.slots()) {
            Object part = in.readValue(slot < 0 ? TypeNode.DROPPED : TYPES[slot]);
            if (slot >= 0 && part != null) {
                parts[slot] = part;
            }
        }
        in.leaveValue();
        Calendar made = make(parts);
        in.setRef(number, made);
        return made;
    }

    private static Calendar make(Object[] parts) {
        if (!(parts[0] instanceof Date date)) {
            throw new SerializationException("a calendar lacks its date");
        }
        try {
            Calendar.Builder builder = new Calendar.Builder().setInstant(date);
            if (parts[6] instanceof String kind) {
                builder.setCalendarType(kind);
            }
            if (parts[2] instanceof String zone) {
                builder.setTimeZone(Zones.of(zone));
            }
            if (parts[3] instanceof Boolean lenient) {
                builder.setLenient(lenient);
            }
            if (parts[4] instanceof Integer first && parts[5] instanceof Integer minimal) {
                builder.setWeekDefinition(first, minimal);
            }
            return builder.build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new SerializationException("the parts of a calendar make none", e);
        }
    }
}
