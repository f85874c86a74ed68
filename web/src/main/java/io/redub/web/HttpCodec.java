package io.redub.web;

import io.netty.channel.ChannelHandler;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Netty's codecs with the bounds that hold here. */
final class HttpCodec {
    /** Bytes of a request line and of all headers together. */
    static final int LONGEST_LINE = 8 * 1024;

    static final int LONGEST_HEADERS = 32 * 1024;

    private static final int LARGEST_PIECE = 64 * 1024;

    private HttpCodec() {}

    private static HttpDecoderConfig config() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setMaxChunkSize(LARGEST_PIECE);
    }

    static ChannelHandler server() {
        return new CombinedChannelDuplexHandler<>(new Requests(), new HttpResponseEncoder());
    }

    static ChannelHandler client() {
        return new HttpClientCodec(config(), false, true);
    }

    /** Two lengths in one request are how a second request is hidden from a proxy. */
    private static final class Requests extends HttpRequestDecoder {
        Requests() {
            super(config());
        }

        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
        }
    }
}
