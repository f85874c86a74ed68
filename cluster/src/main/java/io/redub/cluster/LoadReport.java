package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Result;

/**
 * How a provider is asked for its load, and how its answer is read: by attachments as Dubbo 3 has
 * them, so that either side may be Dubbo.
 */
public final class LoadReport {
    /** The attachment of both directions. */
    public static final String ATTACHMENT = "lb_adaptive";

    /** Of an answer: {@code curTime:1700000000000,load:42.5}, the load in percent. */
    private static final String LOAD = "load:";

    private LoadReport() {}

    /** The call with the question. */
    public static Invocation asked(Invocation call) {
        return call.withAttachment(ATTACHMENT, "mem,load");
    }

    /** Takes over what the provider said, if it said something that can be read. */
    public static void read(Result result, NodeLoad load, long nowNanos) {
        if (!(result.attachments().get(ATTACHMENT) instanceof String text)) {
            return;
        }
        int start = text.startsWith(LOAD) ? 0 : text.indexOf("," + LOAD) + 1;
        if (start == 0 && !text.startsWith(LOAD)) {
            return;
        }
        int end = text.indexOf(',', start);
        String number = text.substring(start + LOAD.length(), end < 0 ? text.length() : end);
        double percent;
        try {
            percent = Double.parseDouble(number);
        } catch (NumberFormatException e) {
            return; // a peer's nonsense: as if it had said nothing
        }
        // Where a machine does not know its load, Dubbo sends a negative one.
        if (percent >= 0 && percent < Double.POSITIVE_INFINITY) {
            load.reported(nowNanos, percent / 100);
        }
    }
}
