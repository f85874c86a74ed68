package io.redub.example.shop;

import java.util.ArrayList;
import java.util.List;

/** The inventory service. */
public final class Inventory implements InventoryService {
    private final Database database;

    public Inventory() {
        this(new Database(1, 0));
    }

    /**
     * @param database is asked once for each order
     */
    public Inventory(Database database) {
        this.database = database;
    }

    @Override
    public List<Reservation> reserve(String orderId, List<OrderLine> lines)
            throws OutOfStockException {
        database.query();
        List<Reservation> reservations = new ArrayList<>(lines.size());
        for (OrderLine line : lines) {
            Catalogue.Article article = Catalogue.find(line.article());
            if (line.quantity() > article.stock()) {
                throw new OutOfStockException(line.article(), article.stock());
            }
            reservations.add(
                    new Reservation(
                            line.article(), line.quantity(), article.price(), article.warehouse()));
        }
        return reservations;
    }
}
