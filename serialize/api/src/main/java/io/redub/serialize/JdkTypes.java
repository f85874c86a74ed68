package io.redub.serialize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The plain JDK classes every service admits: values and exceptions without side effects. */
final class JdkTypes {
    static final Map<String, Class<?>> ALL = new HashMap<>();

    private static final String NAMES =
            """
            java.lang: Object Boolean Byte Short Character Integer Long Float Double String Class
            java.lang: StackTraceElement Thread$State StringBuilder StringBuffer
            java.math: BigDecimal BigInteger RoundingMode MathContext
            java.time: Instant LocalDate LocalTime LocalDateTime Duration Period Year YearMonth
            java.time: MonthDay OffsetDateTime OffsetTime ZonedDateTime ZoneOffset ZoneId
            java.time: DayOfWeek Month
            java.time.temporal: ChronoUnit ChronoField
            java.util: Date UUID Locale Currency BitSet Calendar GregorianCalendar TimeZone
            java.util: Optional OptionalInt OptionalLong OptionalDouble
            java.util: AbstractMap$SimpleEntry AbstractMap$SimpleImmutableEntry
            java.util: List Set Map Collection ArrayList LinkedList Vector Stack ArrayDeque
            java.util: PriorityQueue HashSet LinkedHashSet TreeSet HashMap LinkedHashMap TreeMap
            java.util: Hashtable Properties IdentityHashMap WeakHashMap EnumMap EnumSet
            java.util.concurrent: ConcurrentHashMap ConcurrentSkipListMap ConcurrentSkipListSet
            java.util.concurrent: CopyOnWriteArrayList CopyOnWriteArraySet TimeUnit
            java.util.concurrent: ConcurrentLinkedQueue ConcurrentLinkedDeque
            java.util.concurrent: LinkedBlockingQueue LinkedBlockingDeque PriorityBlockingQueue
            java.util.concurrent: LinkedTransferQueue
            java.util.concurrent.atomic: AtomicBoolean AtomicInteger AtomicLong AtomicReference
            java.util.concurrent.atomic: LongAdder DoubleAdder AtomicIntegerArray AtomicLongArray
            java.net: URI URL InetAddress Inet4Address Inet6Address InetSocketAddress
            java.util.regex: Pattern
            java.io: File
            java.sql: Date Time Timestamp
            java.lang: Throwable Exception RuntimeException Error ArithmeticException
            java.lang: ArrayIndexOutOfBoundsException ArrayStoreException ClassCastException
            java.lang: ClassNotFoundException CloneNotSupportedException IllegalAccessException
            java.lang: IllegalArgumentException IllegalCallerException
            java.lang: IllegalMonitorStateException IllegalStateException
            java.lang: IndexOutOfBoundsException InstantiationException InterruptedException
            java.lang: NegativeArraySizeException NoSuchFieldException NoSuchMethodException
            java.lang: NullPointerException NumberFormatException ReflectiveOperationException
            java.lang: SecurityException StringIndexOutOfBoundsException
            java.lang: UnsupportedOperationException AssertionError LinkageError
            java.lang: NoClassDefFoundError ExceptionInInitializerError NoSuchMethodError
            java.lang: NoSuchFieldError AbstractMethodError IncompatibleClassChangeError
            java.lang: UnsatisfiedLinkError VirtualMachineError OutOfMemoryError
            java.lang: StackOverflowError InternalError
            java.lang.reflect: InvocationTargetException UndeclaredThrowableException
            java.util: ConcurrentModificationException EmptyStackException
            java.util: InputMismatchException MissingResourceException NoSuchElementException
            java.util.concurrent: BrokenBarrierException CancellationException
            java.util.concurrent: CompletionException ExecutionException
            java.util.concurrent: RejectedExecutionException TimeoutException
            java.io: IOException UncheckedIOException EOFException FileNotFoundException
            java.io: InterruptedIOException UnsupportedEncodingException
            java.io: NotSerializableException InvalidClassException InvalidObjectException
            java.io: StreamCorruptedException ObjectStreamException OptionalDataException
            java.io: NotActiveException WriteAbortedException CharConversionException
            java.io: UTFDataFormatException SyncFailedException
            java.nio: BufferOverflowException BufferUnderflowException ReadOnlyBufferException
            java.nio.channels: ClosedChannelException
            java.nio.charset: CharacterCodingException
            java.nio.file: FileSystemException NoSuchFileException FileAlreadyExistsException
            java.nio.file: AccessDeniedException DirectoryNotEmptyException
            java.nio.file: NotDirectoryException InvalidPathException
            java.net: ConnectException BindException NoRouteToHostException ProtocolException
            java.net: SocketException SocketTimeoutException UnknownHostException
            java.net: MalformedURLException URISyntaxException
            java.security: GeneralSecurityException NoSuchAlgorithmException InvalidKeyException
            java.security: DigestException SignatureException AccessControlException
            java.security: KeyException
            java.text: ParseException
            java.time: DateTimeException
            java.time.format: DateTimeParseException
            java.time.zone: ZoneRulesException
            java.sql: SQLException SQLTimeoutException SQLTransientException
            java.sql: SQLNonTransientException SQLRecoverableException
            java.sql: SQLIntegrityConstraintViolationException SQLSyntaxErrorException
            java.sql: SQLDataException SQLFeatureNotSupportedException
            java.sql: SQLTransactionRollbackException SQLInvalidAuthorizationSpecException
            java.sql: SQLTransientConnectionException SQLNonTransientConnectionException
            """;

    static {
        for (Class<?> primitive :
                List.of(
                        boolean.class,
                        byte.class,
                        short.class,
                        char.class,
                        int.class,
                        long.class,
                        float.class,
                        double.class,
                        void.class)) {
            ALL.put(primitive.getName(), primitive);
        }
        for (String line : NAMES.lines().toList()) {
            int colon = line.indexOf(':');
            for (String name : line.substring(colon + 1).strip().split(" +")) {
                add(line.substring(0, colon) + "." + name);
            }
        }
    }

    private JdkTypes() {}

    /** A run time may come without java.sql or with fewer exceptions: what is not there, is not. */
    private static void add(String name) {
        try {
            ALL.put(name, Class.forName(name, false, ClassLoader.getPlatformClassLoader()));
        } catch (ClassNotFoundException e) {
            ALL.remove(name);
        }
    }
}
