package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serial;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users' classes may call services while they are written and read. */
class NestedCallTest {
    /** Fetches its text when it is written, and what belongs to it when it is read. */
    static final class Card implements Serializable {
        @Serial private static final long serialVersionUID = 1L;
        final int id;
        @Nullable String text;
        transient @Nullable String read;

        Card(int id) {
            this.id = id;
        }

        @Serial
        private Object writeReplace() {
            text = names.name(id);
            return this;
        }

        @Serial
        private Object readResolve() {
            read = names.name(id);
            return this;
        }
    }

    /** The usual lazy list: what it holds is fetched item by item. */
    static final class Lazy extends AbstractList<String> {
        @Override
        public String get(int index) {
            return names.name(index);
        }

        @Override
        public Iterator<String> iterator() {
            return IntStream.range(0, size()).mapToObj(this::get).iterator();
        }

        @Override
        public int size() {
            return 3;
        }
    }

    /** The service that is called in between. */
    public interface Names {
        String name(int id);
    }

    /** The service whose values call. */
    public interface Cards {
        List<Card> same(List<Card> cards, String behind);

        List<String> texts(List<String> texts);
    }

    private static Names names;
    private static Cards cards;
    private static RedubBootstrap provider;

    @BeforeAll
    static void start() {
        provider =
                RedubBootstrap.application("nested")
                        .protocol("dubbo", 0)
                        .host("127.0.0.1")
                        .service(ServiceConfig.of(Names.class, id -> "name of " + id))
                        .service(
                                ServiceConfig.of(
                                        Cards.class,
                                        new Cards() {
                                            @Override
                                            public List<Card> same(
                                                    List<Card> given, String behind) {
                                                return behind.equals("behind") ? given : List.of();
                                            }

                                            @Override
                                            public List<String> texts(List<String> given) {
                                                return given;
                                            }
                                        }))
                        .start();
        String address = "dubbo://127.0.0.1:" + provider.port("dubbo");
        names = provider.refer(ReferenceConfig.of(Names.class).url(address));
        cards = provider.refer(ReferenceConfig.of(Cards.class).url(address));
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void aCallMadeWhileAnotherIsWrittenOrReadLeavesItAsItIs() {
        for (int i = 0; i < 3; i++) {
            List<Card> read = cards.same(List.of(new Card(1), new Card(2)), "behind");
            assertThat(read).extracting(card -> card.id).containsExactly(1, 2);
            assertThat(read)
                    .allSatisfy(
                            card -> {
                                assertThat(card.text).isEqualTo("name of " + card.id);
                                assertThat(card.read).isEqualTo("name of " + card.id);
                            });
        }
    }

    @Test
    void aListMayFetchItsItemsWhileItIsWritten() {
        assertThat(cards.texts(new Lazy())).containsExactly("name of 0", "name of 1", "name of 2");
    }
}
