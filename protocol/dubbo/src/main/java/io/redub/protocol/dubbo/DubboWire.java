package io.redub.protocol.dubbo;

/** Names and numbers of the dubbo protocol's bodies. */
final class DubboWire {
    /** The protocol's own version, first in every request; not that of a release. */
    static final String PROTOCOL_VERSION = "2.0.2";

    static final String NO_VERSION = "0.0.0";

    /** Id of the serialization whose bytes this package knows, and everybody offers. */
    static final int HESSIAN2 = 2;

    // First item of a response body.
    static final int EXCEPTION = 0;
    static final int VALUE = 1;
    static final int NULL = 2;

    /** Added to the three above where attachments follow. */
    static final int WITH_ATTACHMENTS = 3;

    /** Hessian2 writes the small ints of the flags above as this plus the int. */
    static final int HESSIAN_ZERO = 0x90;

    /** Attachment by which Redub peers know each other. */
    static final String REDUB = "redub";

    private static final int ATTACHMENTS_FROM = 2_000_200;
    private static final int ATTACHMENTS_TO = 2_009_900;

    private DubboWire() {}

    /** Whether a peer that sent this protocol version expects attachments in responses. */
    static boolean readsAttachments(String version) {
        if (version.equals(PROTOCOL_VERSION)) {
            return true;
        }
        int number = number(version);
        return number >= ATTACHMENTS_FROM && number <= ATTACHMENTS_TO;
    }

    /** Dubbo's number of a version: two digits a part, and two more where there are three parts. */
    private static int number(String version) {
        String[] parts = version.split("\\.");
        int number = 0;
        for (int i = 0; i < parts.length && i < 4; i++) {
            int digits = 0;
            while (digits < parts[i].length() && Character.isDigit(parts[i].charAt(digits))) {
                digits++;
            }
            if (digits == 0 || digits > 4) {
                return 0;
            }
            number = number * 100 + Integer.parseInt(parts[i].substring(0, digits));
        }
        return parts.length == 3 ? number * 100 : number;
    }
}
