// SPDX-License-Identifier: MIT
#include "sim/report/diagram.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/report/diagram_canvas.h"
#include "sim/report/html.h"

namespace shrimp {

namespace {

constexpr int processor = 1, bus = 4, outgoing = 2, incoming = 3, shared = 5, network = 6;  // colours

struct Block {
  const char* component;  // group of parameters
  const char* title;
  int colour;
};

constexpr Block pentium{"pentium", "Pentium", processor},
    data_cache{"pentium.data_cache", "Data cache", processor}, tlb{"pentium.tlb", "TLB", processor},
    write_buffers{"pentium.write_buffers", "Write buffers", processor},
    l2{"pentium.l2", "L2 cache", processor},
    interrupts{"interrupt_controller", "Interrupt controller", processor},
    xpress{"xpress", "Xpress memory bus", bus}, dram{"dram", "Main memory", processor},
    bridge{"bridge", "Bridge", bus}, eisa{"eisa", "EISA expansion bus", bus},
    snoop_logic{"nic.snoop_logic", "Snoop logic", outgoing},
    update_engine{"nic.deliberate_update_engine", "Deliberate update engine", outgoing},
    outgoing_table{"nic.outgoing_page_table", "Outgoing page table", outgoing},
    packetizer{"nic.packetizer", "Packetizer", outgoing},
    outgoing_fifo{"nic.outgoing_fifo", "Outgoing FIFO", outgoing}, arbiter{"nic.arbiter", "Arbiter", shared},
    chip{"nic.network_interface_chip", "Network interface chip", shared},
    incoming_fifo{"nic.incoming_fifo", "Incoming FIFO", incoming},
    packet_check{"nic.packet_check", "Packet check", incoming},
    incoming_table{"nic.incoming_page_table", "Incoming page table", incoming},
    incoming_engine{"nic.incoming_dma_engine", "Incoming DMA engine", incoming},
    mesh{"mesh", "Mesh", network}, ethernet{"ethernet", "Ethernet, for the daemons", network};

constexpr Block blocks[] = {pentium,
                            data_cache,
                            tlb,
                            write_buffers,
                            l2,
                            interrupts,
                            xpress,
                            dram,
                            bridge,
                            eisa,
                            snoop_logic,
                            update_engine,
                            outgoing_table,
                            packetizer,
                            outgoing_fifo,
                            arbiter,
                            chip,
                            incoming_fifo,
                            packet_check,
                            incoming_table,
                            incoming_engine,
                            mesh,
                            ethernet};

class MachineDiagram {
 public:
  explicit MachineDiagram(const Configuration& configuration) {
    for (const ParameterInfo& p : configuration.described()) {
      const std::size_t dot = p.name.rfind('.');
      if (dot == std::string::npos) continue;
      // The library's folder is long, and the table of the configuration tells it.
      const std::string value = p.name == "plug_in.file" ? p.value.substr(p.value.rfind('/') + 1) : p.value;
      values_[p.name.substr(0, dot)].emplace_back(p.name.substr(dot + 1), value);
    }
    machine_ = configuration.machine();
  }

  std::string wide();
  std::string narrow();

 private:
  using Values = std::vector<std::pair<std::string, std::string>>;

  bool has(const Block& b) const { return values_.count(b.component) != 0; }
  BoxText text(const Block& b) const { return {b.title, values_.at(b.component)}; }
  std::string value(const std::string& component, const std::string& name) const {
    const auto found = values_.find(component);
    if (found == values_.end()) return "";
    for (const auto& [n, v] : found->second)
      if (n == name) return v;
    return "";
  }
  std::vector<Block> unknown_of_board() const;
  std::string node_title() const { return fmt::format("one of {} nodes", value("machine", "nodes")); }
  std::string board_title() const {
    return fmt::format("network interface: board {}, initiation by {}", value("nic", "board"),
                       value("nic", "initiation"));
  }
  std::string title() const { return "Block diagram of " + machine_; }
  std::string description() const {
    return fmt::format(
        "A node with its Pentium, caches and write buffers on the Xpress memory bus, main memory, the bridge "
        "to the "
        "EISA bus, and the network interface: {}the deliberate update engine, outgoing page table, "
        "packetizer and "
        "outgoing FIFO on the way out, incoming FIFO, packet check, incoming page table and incoming DMA "
        "engine on "
        "the way in, and arbiter and network interface chip between them and the mesh.",
        has(snoop_logic) ? "the snoop logic, which watches the memory bus, " : "");
  }

  /// Draws those blocks that there are side by side, and returns the row's bottom. A null place stays free.
  double row(DiagramCanvas& canvas, double y, const std::vector<const Block*>& places);
  Rectangle place(DiagramCanvas& canvas, const Rectangle& r, const Block& b, int columns);

  std::map<std::string, Values> values_;
  std::string machine_;
  std::map<std::string, Rectangle> drawn_;
};

/// Groups of parameters of the board that are none of the blocks above, as a board of one's own may have.
std::vector<Block> MachineDiagram::unknown_of_board() const {
  std::vector<Block> unknown;
  for (const auto& entry : values_) {
    const std::string& component = entry.first;
    const bool plugged_in = component == "plug_in" || component.compare(0, 8, "plug_in.") == 0;
    if (plugged_in) unknown.push_back({component.c_str(), "Plug-in", shared});
    if (component.compare(0, 4, "nic.") != 0) continue;
    if (std::none_of(std::begin(blocks), std::end(blocks),
                     [&](const Block& b) { return component == b.component; }))
      unknown.push_back({component.c_str(), component.c_str() + 4, shared});
  }
  return unknown;
}

constexpr double margin = 12, gap = 26, side_gap = 28;
constexpr int columns_in_all = 3;

Rectangle MachineDiagram::place(DiagramCanvas& canvas, const Rectangle& r, const Block& b, int columns) {
  canvas.box(r, text(b), columns, b.colour);
  return drawn_[b.component] = r;
}

double MachineDiagram::row(DiagramCanvas& canvas, double y, const std::vector<const Block*>& places) {
  const double width = (canvas.width() - 4 * margin - side_gap * (columns_in_all - 1)) / columns_in_all;
  const auto span_at = [&](std::size_t i) {
    std::size_t span = 1;
    while (places[i] && i + span < places.size() && places[i + span] == places[i]) ++span;
    return span;
  };
  double height = 0;
  for (std::size_t i = 0; i < places.size(); i += span_at(i))
    if (places[i] && has(*places[i]))
      height = std::max(height, canvas.height_of(text(*places[i]), static_cast<int>(span_at(i))));
  double x = 2 * margin;
  for (std::size_t i = 0; i < places.size();) {
    const Block* b = places[i];
    const std::size_t span = span_at(i);
    const double wide = width * static_cast<double>(span) + side_gap * static_cast<double>(span - 1);
    if (b && has(*b)) place(canvas, {x, y, wide, height}, *b, static_cast<int>(span));
    x += wide + side_gap;
    i += span;
  }
  return height == 0 ? y - gap : y + height;
}

std::string MachineDiagram::wide() {
  DiagramCanvas c(920, 13);
  drawn_.clear();
  const double node_top = margin;
  double y = node_top + c.line() * 1.6;
  y = row(c, y, {&pentium, &pentium, &interrupts}) + gap;
  y = row(c, y, {&write_buffers, &data_cache, &tlb}) + gap;
  y = row(c, y, {&l2, &l2, nullptr}) + gap;
  y = row(c, y, {&xpress, &xpress, &xpress}) + gap;
  y = row(c, y, {nullptr, &bridge, &dram}) + gap;
  y = row(c, y, {nullptr, &eisa, &eisa}) + gap;
  const double board_top = y;
  y += margin;
  y = row(c, y, {&snoop_logic, &update_engine, &incoming_engine}) + gap;
  y = row(c, y, {&outgoing_table, &outgoing_table, &incoming_table}) + gap;
  y = row(c, y, {&packetizer, &packetizer, &packet_check}) + gap;
  y = row(c, y, {&outgoing_fifo, &outgoing_fifo, &incoming_fifo}) + gap;
  y = row(c, y, {&arbiter, &arbiter, &arbiter}) + gap;
  y = row(c, y, {&chip, &chip, &chip});
  const std::vector<Block> unknown = unknown_of_board();
  for (std::size_t i = 0; i < unknown.size(); i += columns_in_all) {
    std::vector<const Block*> places;
    for (std::size_t k = i; k < std::min(unknown.size(), i + columns_in_all); ++k)
      places.push_back(&unknown[k]);
    y = row(c, y + gap, places);
  }
  y += c.line() * 1.4;
  c.label(2 * margin, y - c.line() * 0.3, board_title());
  c.frame({margin * 1.4, board_top, c.width() - 2.8 * margin, y - board_top});
  y += margin;
  c.label(margin, node_top + c.line(), node_title());
  c.frame({margin / 2, node_top, c.width() - margin, y - node_top});
  y = row(c, y + gap, {&mesh, &mesh, &mesh});
  y = row(c, y + gap, {&ethernet, &ethernet, &ethernet}) + margin;

  const auto at = [&](const Block& b) { return drawn_[b.component]; };
  // Down at `x`, from block to block, if both are there.
  const auto down = [&](const Block& from, const Block& to, double x, bool both = false) {
    if (has(from) && has(to)) c.arrow(x, at(from).bottom(), x, at(to).y, both);
  };
  const auto up = [&](const Block& from, const Block& to, double x) {
    if (has(from) && has(to)) c.arrow(x, at(from).y, x, at(to).bottom());
  };
  const double to_pentium = at(interrupts).y + at(interrupts).height / 2;
  c.arrow(at(interrupts).x, to_pentium, at(pentium).right(), to_pentium);
  down(pentium, write_buffers, at(write_buffers).middle());
  down(pentium, data_cache, at(data_cache).middle(), true);
  down(write_buffers, l2, at(write_buffers).middle());
  down(data_cache, l2, at(data_cache).middle(), true);
  down(l2, xpress, at(l2).middle(), true);
  down(xpress, dram, at(dram).middle(), true);
  down(xpress, bridge, at(bridge).middle(), true);
  down(bridge, eisa, at(bridge).middle(), true);
  if (has(snoop_logic)) {
    down(xpress, snoop_logic, at(snoop_logic).middle());
    c.label(at(snoop_logic).middle() + 8, at(eisa).y + c.line(), "snoops every write");
  }
  down(eisa, update_engine, at(update_engine).middle(), true);
  up(incoming_engine, eisa, at(incoming_engine).middle());
  down(snoop_logic, outgoing_table, at(snoop_logic).middle());
  down(update_engine, outgoing_table, at(update_engine).middle());
  down(outgoing_table, packetizer, at(packetizer).middle());
  down(packetizer, outgoing_fifo, at(packetizer).middle());
  down(outgoing_fifo, arbiter, at(packetizer).middle());
  up(incoming_table, incoming_engine, at(incoming_engine).middle());
  up(packet_check, incoming_table, at(incoming_engine).middle());
  up(incoming_fifo, packet_check, at(incoming_engine).middle());
  up(arbiter, incoming_fifo, at(incoming_engine).middle());
  down(arbiter, chip, at(arbiter).middle(), true);
  down(chip, mesh, at(chip).middle(), true);
  return c.svg(y, "diagram-wide", "wide", title(), description());
}

std::string MachineDiagram::narrow() {
  DiagramCanvas c(360, 11.5);
  double y = margin;
  const auto part = [&](const std::string& name, const std::vector<Block>& way, bool arrows) {
    c.label(margin / 2, y + c.line() * 0.8, name);
    y += c.line() * 1.2;
    bool first = true;
    for (const Block& b : way) {
      if (!has(b)) continue;
      if (!first && arrows) c.arrow(c.width() / 2, y - gap * 0.7, c.width() / 2, y);
      first = false;
      const double height = c.height_of(text(b), 2);
      c.box({margin / 2, y, c.width() - margin, height}, text(b), 2, b.colour);
      y += height + gap * 0.7;
    }
  };
  part("The node, " + node_title(), {pentium, data_cache, tlb, interrupts, dram, bridge, eisa}, false);
  part("The way out: automatic update", {write_buffers, l2, xpress, snoop_logic}, true);
  part("The way out: deliberate update", {update_engine}, true);
  part("The way out: both", {outgoing_table, packetizer, outgoing_fifo, arbiter, chip, mesh}, true);
  part("The way in, from the chip and the arbiter",
       {incoming_fifo, packet_check, incoming_table, incoming_engine}, true);
  part("Beside them", {ethernet}, false);
  const std::vector<Block> unknown = unknown_of_board();
  if (!unknown.empty()) part("Other blocks of the board", unknown, false);
  return c.svg(y, "diagram-narrow", "narrow", title(), description());
}

}  // namespace

std::string diagram_figure(const Configuration& configuration) {
  MachineDiagram diagram(configuration);
  return fmt::format("<figure id=\"diagram\">\n<figcaption>Block diagram of {}</figcaption>\n{}{}</figure>\n",
                     escaped(configuration.machine()), diagram.wide(), diagram.narrow());
}

}  // namespace shrimp
