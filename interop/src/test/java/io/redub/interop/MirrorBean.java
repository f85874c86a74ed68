package io.redub.interop;

import io.redub.interop.api.Address;
import io.redub.interop.api.Color;
import io.redub.interop.api.Description;
import io.redub.interop.api.Measure;
import io.redub.interop.api.Mirror;
import io.redub.interop.api.Node;
import io.redub.interop.api.OutOfStock;
import io.redub.interop.api.Person;
import io.redub.interop.api.Trouble;
import io.redub.interop.api.Unlisted;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The user's object behind {@link Mirror}, the same in every provider. */
final class MirrorBean implements Mirror {
    private final Framework framework;
    private final String name;
    private final Map<String, String> notes = new ConcurrentHashMap<>();

    MirrorBean(Framework framework, String name) {
        this.framework = framework;
        this.name = name;
    }

    @Override
    public String which() {
        return "which()";
    }

    @Override
    public String which(int value) {
        return "which(int)";
    }

    @Override
    public String which(long value) {
        return "which(long)";
    }

    @Override
    public String which(Integer value) {
        return "which(Integer)";
    }

    @Override
    public String which(String value) {
        return "which(String)";
    }

    @Override
    public String which(Object value) {
        return "which(Object)";
    }

    @Override
    public String which(String first, int second) {
        return "which(String, int)";
    }

    @Override
    public String which(int first, String second) {
        return "which(int, String)";
    }

    @Override
    public String which(List<String> value) {
        return "which(List<String>)";
    }

    @Override
    public String which(int[] value) {
        return "which(int[])";
    }

    @Override
    public String which(String[] value) {
        return "which(String[])";
    }

    @Override
    public String which(Person value) {
        return "which(Person)";
    }

    @Override
    public boolean same(boolean value) {
        return value;
    }

    @Override
    public byte same(byte value) {
        return value;
    }

    @Override
    public short same(short value) {
        return value;
    }

    @Override
    public char same(char value) {
        return value;
    }

    @Override
    public int same(int value) {
        return value;
    }

    @Override
    public long same(long value) {
        return value;
    }

    @Override
    public float same(float value) {
        return value;
    }

    @Override
    public double same(double value) {
        return value;
    }

    @Override
    public Boolean same(Boolean value) {
        return value;
    }

    @Override
    public Byte same(Byte value) {
        return value;
    }

    @Override
    public Short same(Short value) {
        return value;
    }

    @Override
    public Character same(Character value) {
        return value;
    }

    @Override
    public Integer same(Integer value) {
        return value;
    }

    @Override
    public Long same(Long value) {
        return value;
    }

    @Override
    public Float same(Float value) {
        return value;
    }

    @Override
    public Double same(Double value) {
        return value;
    }

    @Override
    public String same(String value) {
        return value;
    }

    @Override
    public BigDecimal same(BigDecimal value) {
        return value;
    }

    @Override
    public BigInteger same(BigInteger value) {
        return value;
    }

    @Override
    public Date same(Date value) {
        return value;
    }

    @Override
    public LocalDate same(LocalDate value) {
        return value;
    }

    @Override
    public LocalTime same(LocalTime value) {
        return value;
    }

    @Override
    public LocalDateTime same(LocalDateTime value) {
        return value;
    }

    @Override
    public Instant same(Instant value) {
        return value;
    }

    @Override
    public Duration same(Duration value) {
        return value;
    }

    @Override
    public ZonedDateTime same(ZonedDateTime value) {
        return value;
    }

    @Override
    public UUID same(UUID value) {
        return value;
    }

    @Override
    public Locale same(Locale value) {
        return value;
    }

    @Override
    public Color same(Color value) {
        return value;
    }

    @Override
    public boolean[] same(boolean[] value) {
        return value;
    }

    @Override
    public byte[] same(byte[] value) {
        return value;
    }

    @Override
    public short[] same(short[] value) {
        return value;
    }

    @Override
    public char[] same(char[] value) {
        return value;
    }

    @Override
    public int[] same(int[] value) {
        return value;
    }

    @Override
    public long[] same(long[] value) {
        return value;
    }

    @Override
    public float[] same(float[] value) {
        return value;
    }

    @Override
    public double[] same(double[] value) {
        return value;
    }

    @Override
    public int[][] same(int[][] value) {
        return value;
    }

    @Override
    public String[] same(String[] value) {
        return value;
    }

    @Override
    public Integer[] same(Integer[] value) {
        return value;
    }

    @Override
    public Person[] same(Person[] value) {
        return value;
    }

    @Override
    public Object[] same(Object[] value) {
        return value;
    }

    @Override
    public Person same(Person value) {
        return value;
    }

    @Override
    public Node same(Node value) {
        return value;
    }

    @Override
    public Object same(Object value) {
        return value;
    }

    @Override
    public List<String> strings(List<String> value) {
        return value;
    }

    @Override
    public List<Short> shorts(List<Short> value) {
        return value;
    }

    @Override
    public Set<Integer> numbers(Set<Integer> value) {
        return value;
    }

    @Override
    public Map<Long, BigDecimal> prices(Map<Long, BigDecimal> value) {
        return value;
    }

    @Override
    public List<Address> addresses(List<Address> value) {
        return value;
    }

    @Override
    public Map<String, List<Address>> directory(Map<String, List<Address>> value) {
        return value;
    }

    @Override
    public List<Map<String, Set<Integer>>> nested(List<Map<String, Set<Integer>>> value) {
        return value;
    }

    @Override
    public String describe(Object value) {
        return Description.of(value);
    }

    @Override
    public String describePerson(Person value) {
        return Description.of(value);
    }

    @Override
    public String describeShorts(List<Short> value) {
        return Description.of(value);
    }

    @Override
    public String describeDirectory(Map<String, List<Address>> value) {
        return Description.of(value);
    }

    @Override
    public String describeMeasure(Measure value) {
        return Description.of(value);
    }

    @Override
    public Measure measure(float value) {
        Measure measure = new Measure();
        measure.setValue(value);
        measure.setBoxed(value);
        return measure;
    }

    @Override
    public Map<String, List<Integer>> immutable() {
        return Map.of("of", List.of(1, 2), "sub", List.of(1, 2, 3).subList(1, 3));
    }

    @Override
    public boolean isOneObject(Node first, Node second) {
        return first == second;
    }

    @Override
    public boolean leadsBack(Node value) {
        return value.getNext().getNext() == value
                && value.getFriends().stream().allMatch(friend -> friend == value);
    }

    @Override
    public void buy(String item, int amount) throws OutOfStock {
        throw new OutOfStock("no " + item, item, amount);
    }

    @Override
    public String fail(Trouble trouble) {
        switch (trouble) {
            case ILLEGAL_ARGUMENT:
                throw new IllegalArgumentException("not this way");
            case UNLISTED:
                throw new Unlisted("nobody told you");
            case UNKNOWN_CLASS:
                throw UnknownException.create("out of the blue");
            default:
                throw new IllegalStateException("No such trouble: " + trouble);
        }
    }

    @Override
    public String failWithCause() throws OutOfStock {
        OutOfStock failure = new OutOfStock("no nails", "nails", 7);
        failure.initCause(new IllegalStateException("truck broke down"));
        throw failure;
    }

    @Override
    public void put(String key, String value) {
        notes.put(key, value);
    }

    @Override
    public String get(String key) {
        return notes.get(key);
    }

    @Override
    public String slow(long millis) {
        return later("slept", millis).join();
    }

    @Override
    public CompletableFuture<String> later(String value, long millis) {
        return CompletableFuture.supplyAsync(
                () -> value, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public CompletableFuture<Person> laterPerson(Person value) {
        return CompletableFuture.supplyAsync(() -> value);
    }

    @Override
    public CompletableFuture<String> laterFailure(String item) {
        return CompletableFuture.supplyAsync(
                () -> {
                    throw new CompletionException(new OutOfStock("no " + item, item, 3));
                });
    }

    @Override
    public String attached(String key) {
        String value = framework.attachment(key);
        framework.reply("re-" + key, "re-" + value);
        return value;
    }

    @Override
    public String caller() {
        return framework.caller();
    }

    @Override
    public String name() {
        return name;
    }
}
