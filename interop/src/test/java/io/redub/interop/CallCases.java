package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.interop.api.Description;
import io.redub.interop.api.Mirror;
import io.redub.interop.api.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Cases about ways of calling: overloads, context, asynchrony, generic calls. */
final class CallCases {
    private static final String[] STRING = {"java.lang.String"};

    private final Session session;
    private final Framework framework;
    private final Mirror mirror;

    CallCases(Session session) {
        this.session = session;
        framework = session.framework();
        mirror = session.mirror();
    }

    void overloadsReachTheMethodOfTheirTypes() {
        assertThat(mirror.which()).isEqualTo("which()");
        assertThat(mirror.which(1)).isEqualTo("which(int)");
        assertThat(mirror.which(1L)).isEqualTo("which(long)");
        assertThat(mirror.which(Integer.valueOf(1))).isEqualTo("which(Integer)");
        assertThat(mirror.which("a")).isEqualTo("which(String)");
        assertThat(mirror.which((Object) "a")).isEqualTo("which(Object)");
        assertThat(mirror.which("a", 1)).isEqualTo("which(String, int)");
        assertThat(mirror.which(1, "a")).isEqualTo("which(int, String)");
        assertThat(mirror.which(new ArrayList<>(List.of("a")))).isEqualTo("which(List<String>)");
        assertThat(mirror.which(new int[] {1})).isEqualTo("which(int[])");
        assertThat(mirror.which(new String[] {"a"})).isEqualTo("which(String[])");
        assertThat(mirror.which(new Person())).isEqualTo("which(Person)");
    }

    void aVoidCallTakesEffectBeforeItReturns() {
        String key = UUID.randomUUID().toString();
        mirror.put(key, "value");
        assertThat(mirror.get(key)).isEqualTo("value");
        assertThat(mirror.get("never put")).isNull();
    }

    void aFutureCompletesWithTheAnswer() throws Exception {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(mirror.later("answer " + i, 200 - 10 * i));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(answers.get(i).get(5, TimeUnit.SECONDS)).isEqualTo("answer " + i);
        }
        assertThat(mirror.later(null, 0).get(5, TimeUnit.SECONDS)).isNull();
        Person person = mirror.laterPerson(ValueCases.person("Al")).get(5, TimeUnit.SECONDS);
        assertThat(Description.of(person)).isEqualTo(Description.of(ValueCases.person("Al")));
    }

    void aFutureIsPendingWhileTheProviderWorks() {
        long start = System.nanoTime();
        CompletableFuture<String> answer = mirror.later("late", 1_000);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(800));
        assertThat(answer).isNotDone();
        assertThat(answer.join()).isEqualTo("late");
    }

    void manyCallsAtOnceGetTheirOwnAnswers() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 800; i++) {
                String text = "call " + i;
                calls.add(
                        () ->
                                mirror.same(text).equals(text)
                                        && mirror.later(text, 1).join().equals(text));
            }
            for (Future<Boolean> answer : callers.invokeAll(calls, 20, TimeUnit.SECONDS)) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    void attachmentsTravelBothWays() {
        framework.attach("colour", "grün 中");
        assertThat(mirror.attached("colour")).isEqualTo("grün 中");
        assertThat(framework.answered("re-colour")).isEqualTo("re-grün 中");
    }

    void anAttachmentGoesWithOneCallOnly() {
        framework.attach("once", "1");
        assertThat(mirror.attached("once")).isEqualTo("1");
        assertThat(mirror.attached("once")).isNull();
    }

    void groupAndVersionChooseTheService() {
        assertThat(session.greeter("red", "1.0.0").who()).isEqualTo("red 1.0.0");
        assertThat(session.greeter("blue", "2.0.0").who()).isEqualTo("blue 2.0.0");
    }

    void anEchoReturnsWhatWasSent() {
        assertThat(framework.echo(mirror, "hello 中")).isEqualTo("hello 中");
        assertThat(framework.echo(mirror, 42)).isEqualTo(42);
        assertThat(framework.echo(mirror, null)).isNull();
        assertThat(framework.echo(session.greeter("red", "1.0.0"), "x")).isEqualTo("x");
    }

    void aOneWayCallReturnsAtOnceAndTakesEffect() throws Exception {
        Mirror forgetful = framework.refer(session.wish().notWaitingFor("put"));
        String key = UUID.randomUUID().toString();
        forgetful.put(key, "noted");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (mirror.get(key) == null && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(mirror.get(key)).isEqualTo("noted");
    }

    void aGenericCallPassesPlainValues() throws Exception {
        assertThat(generic("same", STRING, "中")).isEqualTo("中");
        assertThat(generic("same", STRING, (Object) null)).isNull();
        assertThat(generic("same", new String[] {"long"}, 1L << 40)).isEqualTo(1L << 40);
        assertThat(
                        generic(
                                "strings",
                                new String[] {"java.util.List"},
                                new ArrayList<>(List.of("a", "b"))))
                .isEqualTo(List.of("a", "b"));
    }

    void aGenericCallChoosesTheOverloadByTypes() throws Exception {
        assertThat(generic("which", new String[0])).isEqualTo("which()");
        assertThat(generic("which", new String[] {"int"}, 1)).isEqualTo("which(int)");
        assertThat(generic("which", new String[] {"java.lang.Integer"}, 1))
                .isEqualTo("which(Integer)");
        assertThat(generic("which", new String[] {"java.lang.String", "int"}, "a", 1))
                .isEqualTo("which(String, int)");
    }

    @SuppressWarnings("unchecked")
    void aGenericCallPassesObjectsAsMaps() throws Exception {
        Map<String, Object> home = new HashMap<>();
        home.put("street", "Elm");
        home.put("number", 12);
        Map<String, Object> person = new HashMap<>();
        person.put("class", Person.class.getName());
        person.put("name", "Gen");
        person.put("age", 30);
        person.put("color", "GREEN");
        person.put("home", home);
        String seen = (String) generic("describePerson", personType(), person);
        assertThat(seen)
                .startsWith("Person{")
                .contains("name=String:Gen", "age=Integer:30", "color=Color.GREEN")
                .contains("home=Address{number=Integer:12, street=String:Elm}");
        Map<String, Object> back = (Map<String, Object>) generic("same", personType(), person);
        assertThat(back)
                .containsEntry("class", Person.class.getName())
                .containsEntry("name", "Gen")
                .containsEntry("age", 30)
                .containsEntry("color", "GREEN");
        assertThat((Map<String, Object>) back.get("home"))
                .containsEntry("street", "Elm")
                .containsEntry("number", 12);
    }

    void aGenericCallWaitsForAFuture() throws Exception {
        assertThat(generic("later", new String[] {"java.lang.String", "long"}, "soon", 50L))
                .isEqualTo("soon");
    }

    private static String[] personType() {
        return new String[] {Person.class.getName()};
    }

    private Object generic(String method, String[] types, Object... arguments) throws Exception {
        return framework.generic(session.wish(), method, types, arguments);
    }
}
