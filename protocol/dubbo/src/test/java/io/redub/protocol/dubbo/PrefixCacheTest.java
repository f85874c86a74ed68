package io.redub.protocol.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.extension.ExtensionLoader;
import io.redub.protocol.ProviderService;
import io.redub.serialize.Dialect;
import io.redub.serialize.Serialization;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.url.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Peers fill the cache, so it admits only what a peer sends again, and never stays full. */
class PrefixCacheTest {
    private final PrefixCache cache = new PrefixCache();
    private final ServiceTable.Target target = target();

    private static ServiceTable.Target target() {
        ServiceModel model = ServiceModel.of(Runnable.class);
        URL url = URL.of("dubbo", "127.0.0.1", 1, Runnable.class.getName(), Map.of());
        Serialization hessian2 =
                ExtensionLoader.getExtensionLoader(Serialization.class).getExtension("hessian2");
        ExportedService service =
                new ExportedService(
                        new ProviderService(
                                model,
                                url,
                                call ->
                                        Result.failed(
                                                Status.application(new IllegalStateException()))),
                        List.of(hessian2));
        Offer offer = service.offer(DubboWire.HESSIAN2);
        return new ServiceTable.Target(
                offer, offer.find(model.echo().name(), model.echo().descriptor()), true);
    }

    private static ByteBuf head(String protocolVersion, String service) {
        ByteBuf out = Unpooled.buffer();
        for (String text : new String[] {protocolVersion, service, "0.0.0", "run", ""}) {
            if (text.length() > 31) {
                out.writeByte(0x30 + (text.length() >> 8));
            }
            out.writeByte(text.length());
            out.writeCharSequence(text, StandardCharsets.US_ASCII);
        }
        return out;
    }

    private PrefixCache.Entry add(ByteBuf head) {
        int length = head.readableBytes();
        return cache.add(
                PrefixCache.copy(head, 0, length), PrefixCache.hash(head, 0, length), target);
    }

    private PrefixCache.Entry find(ByteBuf head) {
        return cache.find(head, head.readableBytes());
    }

    @Test
    void aHeadIsFoundAgain() {
        ByteBuf head = head("2.0.2", "some.Service");
        assertThat(find(head)).isNull();
        assertThat(add(head)).isNotNull().isSameAs(find(head));
    }

    @Test
    void protocolVersionsThatArePlainlyMadeUpAreNotRemembered() {
        for (String version : new String[] {"2.0.2x", "1".repeat(17), "1".repeat(40)}) {
            ByteBuf head = head(version, "some.Service");
            assertThat(add(head)).as(version).isNull();
            assertThat(find(head)).as(version).isNull();
        }
        assertThat(add(head("1".repeat(16), "some.Service"))).isNotNull();
    }

    @Test
    void longHeadsAreNotRemembered() {
        ByteBuf fits = head("2.0.2", "s".repeat(490));
        assertThat(fits.readableBytes()).isLessThanOrEqualTo(PrefixCache.MAX_HEAD);
        assertThat(PrefixCache.headLength(fits)).isEqualTo(fits.readableBytes());
        assertThat(PrefixCache.headLength(head("2.0.2", "s".repeat(500)))).isEqualTo(-1);
    }

    @Test
    void aFullCacheMakesRoomForTheNextHead() {
        for (int i = 0; i < PrefixCache.LIMIT; i++) {
            assertThat(add(head(Integer.toString(i), "some.Service"))).isNotNull();
        }
        assertThat(find(head("0", "some.Service"))).isNotNull();
        ByteBuf next = head("2.0.2", "some.Service");
        assertThat(add(next)).isNotNull().isSameAs(find(next));
        assertThat(find(head("0", "some.Service"))).isNull();
    }

    @Test
    void attachmentsBehindHeadsAreBoundedTogetherWithThem() {
        int taken = 0;
        int heads = 0;
        while (taken <= PrefixCache.BUDGET) {
            ByteBuf head = head(Integer.toString(heads++), "some.Service");
            PrefixCache.Entry entry = add(head);
            ByteBuf suffix = Unpooled.buffer().writeByte('H').writeZero(999);
            RequestAttachments none = noAttachments();
            int more = entry.suffixes.add(suffix, 0, 1_000, none);
            assertThat(more).isGreaterThan(1_000);
            assertThat(entry.suffixes.add(suffix, 0, 1_000, none)).as("replaced").isZero();
            cache.spend(more);
            taken += more;
        }
        assertThat(heads).isLessThan(PrefixCache.LIMIT);
        assertThat(find(head("0", "some.Service"))).as("the cache started anew").isNull();
    }

    private RequestAttachments noAttachments() {
        return new RequestAttachments(
                Map.of(), Map.of(), target.offer().service(), 0, Dialect.DUBBO, false, null);
    }

    @Test
    void attachmentsThatAreAReferenceToAnArgumentAreReadEachTime() {
        PrefixCache.Entry entry = add(head("2.0.2", "some.Service"));
        ByteBuf reference = Unpooled.buffer().writeByte('Q').writeByte(0x90);
        assertThat(entry.suffixes.add(reference, 0, 2, noAttachments())).isZero();
        assertThat(entry.suffixes.find(reference)).isNull();
    }
}
