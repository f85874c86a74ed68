package io.redub.interop.api;

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

/** A service that gives back what it gets, tells how it saw it, fails on demand and remembers. */
public interface Mirror {
    // --- which overload was reached

    String which();

    String which(int value);

    String which(long value);

    String which(Integer value);

    String which(String value);

    String which(Object value);

    String which(String first, int second);

    String which(int first, String second);

    String which(List<String> value);

    String which(int[] value);

    String which(String[] value);

    String which(Person value);

    // --- what was given

    boolean same(boolean value);

    byte same(byte value);

    short same(short value);

    char same(char value);

    int same(int value);

    long same(long value);

    float same(float value);

    double same(double value);

    Boolean same(Boolean value);

    Byte same(Byte value);

    Short same(Short value);

    Character same(Character value);

    Integer same(Integer value);

    Long same(Long value);

    Float same(Float value);

    Double same(Double value);

    String same(String value);

    BigDecimal same(BigDecimal value);

    BigInteger same(BigInteger value);

    Date same(Date value);

    LocalDate same(LocalDate value);

    LocalTime same(LocalTime value);

    LocalDateTime same(LocalDateTime value);

    Instant same(Instant value);

    Duration same(Duration value);

    ZonedDateTime same(ZonedDateTime value);

    UUID same(UUID value);

    Locale same(Locale value);

    Color same(Color value);

    boolean[] same(boolean[] value);

    byte[] same(byte[] value);

    short[] same(short[] value);

    char[] same(char[] value);

    int[] same(int[] value);

    long[] same(long[] value);

    float[] same(float[] value);

    double[] same(double[] value);

    int[][] same(int[][] value);

    String[] same(String[] value);

    Integer[] same(Integer[] value);

    Person[] same(Person[] value);

    Object[] same(Object[] value);

    Person same(Person value);

    Node same(Node value);

    Object same(Object value);

    List<String> strings(List<String> value);

    List<Short> shorts(List<Short> value);

    Set<Integer> numbers(Set<Integer> value);

    Map<Long, BigDecimal> prices(Map<Long, BigDecimal> value);

    List<Address> addresses(List<Address> value);

    Map<String, List<Address>> directory(Map<String, List<Address>> value);

    List<Map<String, Set<Integer>>> nested(List<Map<String, Set<Integer>>> value);

    // --- how the provider saw it

    /** {@link Description} of what arrived. */
    String describe(Object value);

    String describePerson(Person value);

    String describeShorts(List<Short> value);

    String describeDirectory(Map<String, List<Address>> value);

    /** Whether both arguments arrived as one object. */
    boolean isOneObject(Node first, Node second);

    /** Whether {@code value.next.next} is {@code value} and each friend is {@code value}. */
    boolean leadsBack(Node value);

    String describeMeasure(Measure value);

    // --- what the provider makes

    Measure measure(float value);

    /** Collections as {@code Map.of}, {@code List.of} and {@code subList} make them. */
    Map<String, List<Integer>> immutable();

    // --- failures

    /** Throws {@link OutOfStock}. */
    void buy(String item, int amount) throws OutOfStock;

    /** Throws the exception that {@link Trouble} says. */
    String fail(Trouble trouble);

    /** Throws an {@link OutOfStock} caused by an {@link IllegalStateException}. */
    String failWithCause() throws OutOfStock;

    // --- ways of calling

    void put(String key, String value);

    String get(String key);

    String slow(long millis);

    CompletableFuture<String> later(String value, long millis);

    CompletableFuture<Person> laterPerson(Person value);

    /** Ends with {@link OutOfStock}. */
    CompletableFuture<String> laterFailure(String item);

    // --- context

    /** The value of the attachment {@code key}, sent back as the attachment {@code re-key} too. */
    String attached(String key);

    /** {@code host:port} of the caller's end of the connection. */
    String caller();

    /** The name of the process that answers. */
    String name();
}
