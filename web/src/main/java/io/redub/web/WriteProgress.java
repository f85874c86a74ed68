package io.redub.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** Whether a peer takes what is written to it. Of the I/O thread. */
final class WriteProgress {
    private static final long NOTHING = -1;

    private final Channel channel;
    private long seen = NOTHING;
    private long since;

    WriteProgress(Channel channel) {
        this.channel = channel;
    }

    /** Looks once more: whether something waits, and nothing of it went out for so long. */
    boolean isStuck(long now, long stallNanos) {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long pending = out == null ? 0 : out.totalPendingWriteBytes();
        long sees = out == null || pending == 0 ? NOTHING : pending * 31 + out.currentProgress();
        if (sees == NOTHING || sees != seen) {
            seen = sees;
            since = now;
            return false;
        }
        return now - since > stallNanos;
    }
}
