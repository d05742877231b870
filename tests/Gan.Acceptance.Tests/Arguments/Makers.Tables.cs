using Gan.Data;
using Gan.Games;
using Gan.Losses;
using Gan.Metrics;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>What rows of tables need: a table read for CTGAN, its networks and its training.</summary>
internal sealed partial class Makers
{
    private const string Orders = "orders.csv";

    private static readonly CtganOptions Rows = new()
    {
        NoiseSize = 2,
        GeneratorWidths = [2],
        DiscriminatorWidths = [4],
        Heads = [new(1, CtganHeadKind.Number), new(2, CtganHeadKind.AskedCode)],
    };

    private static readonly NetworkSpec RowSpec = new([3], 4);

    private Dictionary<Type, Func<object>> TableTypes() =>
        new(TextTypes())
        {
            [typeof(TableColumn)] = () => OrderTable().Encoding.Columns[0],
            [typeof(IReadOnlyList<NumberMode>)] = () => new[] { new NumberMode(1, 0, 1) },
            [typeof(IReadOnlyList<IReadOnlyList<string>>)] = () => new[] { new[] { "1", "a", "x" } },
            [typeof(TableConditions)] = () => new TableConditions(OrderTable().Encoding),
            [typeof(SampledTable)] = () => OrderTable().ToSampledTable(),
            [typeof(CtganOptions)] = () => Rows,
            [typeof(CtganGenerator)] = () => new CtganGenerator(Rows, RowSpec),
            [typeof(TableComparison)] = Comparison,
            [typeof(IReadOnlyList<TableBar>)] = () => new[] { new TableBar("a", 1, 0) },
            [typeof(RecordDistances)] = () => Comparison().Distances,
            [typeof(ColumnSimilarity)] = () => Comparison().Columns[0],
            [typeof(PairSimilarity)] = () => Comparison().Pairs[0],
            [typeof(Auroc)] = () => new Auroc(0.5, 0.1, 4, 4),
            [typeof(TableCondition)] = () => new TableCondition("kind", "a"),
            [typeof(TableGanOptions)] = () => new TableGanOptions { Epochs = 1, BatchSize = 10 },
            [typeof(TableBuilder)] = TableBuilder,
            [typeof(TrainedTable)] = () => TableBuilder().Train(),
            [typeof(CtganGame)] = () => new CtganGame(RowSetup(), OrderTable().Encoding),
            [typeof(DpTableGame)] = () => new DpTableGame(RowSetup(), StatedTable(), Budget),
            [typeof(DifferentialPrivacy)] = () => Budget,
            [typeof(PrivacySpent)] = () => new PrivacySpent(1, 1e-3, 0.5, 2, 1, 3),
            [typeof(Accountant)] = () => new Accountant(0.5, 2),
            [typeof(NumberRange)] = () => new NumberRange(0, 5),
            [typeof(GaussianCopula)] = () => GaussianCopula.Fit(OrderTable()),
            [typeof(MembershipAudit)] = () => new MembershipAudit(0, 1, 1, 8),
        };

    private Dictionary<string, Func<object>> TableNames() =>
        new(TextNames())
        {
            ["TableComparison.encoding"] = () => OrderTable().Encoding,
            ["TableComparison.real"] = () => OrderTable().ToRows(),
            ["TableComparison.synthetic"] = () => OrderTable().ToRows(),
            ["TableComparison.heldOut"] = () => OrderTable().ToRows(),
            ["TableEfficacy.encoding"] = () => OrderTable().Encoding,
            ["TableEfficacy.target"] = () => "kind",
            ["TableEfficacy.real"] = () => OrderTable().ToRows(),
            ["TableEfficacy.synthetic"] = () => OrderTable().ToRows(),
            ["TableEfficacy.test"] = () => OrderTable().ToRows(),
            ["CsvTable.ToSampledTable.this"] = OrderTable,
            ["ColumnOptions.categories"] = () => new[] { "a", "b" },
            ["DpTableGame.setup"] = RowSetup,
            ["DpTableGame.table"] = StatedTable,
            ["GaussianCopula.table"] = OrderTable,
            ["MembershipAudit.members"] = () => new double[] { 1, 2, 3, 4 },
            ["MembershipAudit.others"] = () => new double[] { 1, 2, 3, 4 },
            ["Accountant.divergences"] = () => new Accountant(0.5, 2).Divergences(),
            ["TableBuilder.table"] = OrderTable,
            ["TableConditions.encoding"] = () => OrderTable().Encoding,
            ["TableConditions.column"] = () => "kind",
            ["TableConditions.category"] = () => "a",
            ["TableEncoding.json"] = () => Table().Encoding.ToJson(),
            ["CtganGame.setup"] = RowSetup,
            ["CtganGame.encoding"] = () => OrderTable().Encoding,
            ["CtganGenerator.spec"] = () => RowSpec,
            ["CtganOptions.spec"] = () => RowSpec,
            ["CtganOptions.shape"] = () => new long[] { 3 },
            ["TrainedTable.gan"] = () => TableBuilder().Build().Trainer.Snapshot(),
            ["TrainedTable.encoding"] = () => OrderTable().Encoding,
            ["TrainedTable.Load.path"] = () => Path.Combine(folder, "rows.safetensors"),
        };

    private TableComparison Comparison()
    {
        var table = OrderTable();
        return TableComparison.Of(table.Encoding, table.ToRows(), table.ToRows());
    }

    private CsvTable OrderTable() => CsvTable.Load(Path.Combine(folder, Orders), TableOptions.ForCtgan);

    private static readonly DifferentialPrivacy Budget = new(3, 1e-3);

    private CsvTable StatedTable() =>
        CsvTable.Load(
            Path.Combine(folder, Orders),
            TableOptions.ForCtgan with
            {
                Columns = new() { ["kind"] = ColumnOptions.OneOf("a", "b"), ["price"] = ColumnOptions.Number(0, 5) },
            }
        );

    private TableBuilder TableBuilder() =>
        new TableBuilder()
            .WithTable(OrderTable())
            .WithNetworks(Rows)
            .With(gan => gan.WithTraining(new() { Steps = 1, BatchSize = 10 }));

    private void SaveTables()
    {
        File.WriteAllText(
            Path.Combine(folder, Orders),
            "kind,price\n" + string.Concat(Enumerable.Repeat("a,1\nb,2\n", 10))
        );
        using var rows = TableBuilder().Train();
        rows.Save(Path.Combine(folder, "rows.safetensors"));
    }

    private GameSetup RowSetup()
    {
        GameSetup? setup = null;
        var data = OrderTable().ToSampledTable();
        new GanBuilder()
            .WithData(data)
            .WithNetworks(Mlp)
            .WithConditioning(new VectorConcatenation(2))
            .WithTraining(new() { Steps = 1, BatchSize = 10 })
            .WithGame(made =>
            {
                setup = made;
                return new CtganGame(made, OrderTable().Encoding);
            })
            .Build()
            .Dispose();
        return setup!;
    }
}
