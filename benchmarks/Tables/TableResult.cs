using System.Text.Json;

/// <summary>Likelihoods that one method reached on a simulated table with one seed.</summary>
internal sealed record TableResult(
    string Table,
    string Method,
    int Seed,
    double Synthetic,
    double Test,
    double OwnSynthetic,
    double OwnTest,
    double Seconds
);

/// <summary>What a tree learnt of one column of a real table with one seed.</summary>
internal sealed record TreeResult(
    string Table,
    string Method,
    int Seed,
    string Target,
    bool IsNumber,
    double Real,
    double Synthetic,
    string Learner = "tree"
);

/// <summary>How alike a synthetic table is to a real one, with one seed.</summary>
internal sealed record LikenessResult(
    string Table,
    string Method,
    int Seed,
    double Columns,
    double Pairs,
    double Copied,
    double Attack,
    long Rows,
    double Seconds
);

/// <summary>What an attack proved of ε on so many trainings with and without a row.</summary>
internal sealed record AuditResult(
    string Training,
    double Epsilon,
    double Delta,
    string Attack,
    double Proved,
    double Hits,
    double FalseAlarms,
    int Trials
);

/// <summary>All results in one file: a run adds its own, and takes the place of an earlier one of its kind.</summary>
internal sealed record TableResults
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public List<TableResult> Simulated { get; init; } = [];

    public List<TreeResult> Trees { get; init; } = [];

    public List<LikenessResult> Likeness { get; init; } = [];

    public List<AuditResult> Audits { get; init; } = [];

    internal static TableResults Load(string folder)
    {
        var path = Path.Combine(folder, "tables.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<TableResults>(File.ReadAllText(path), Json)! : new();
    }

    internal void Add(TableResult result)
    {
        Simulated.RemoveAll(old => (old.Table, old.Method, old.Seed) == (result.Table, result.Method, result.Seed));
        Simulated.Add(result);
    }

    internal void Add(TreeResult result)
    {
        Trees.RemoveAll(old =>
            (old.Table, old.Method, old.Seed, old.Target, old.Learner)
            == (result.Table, result.Method, result.Seed, result.Target, result.Learner)
        );
        Trees.Add(result);
    }

    internal void Add(LikenessResult result)
    {
        Likeness.RemoveAll(old => (old.Table, old.Method, old.Seed) == (result.Table, result.Method, result.Seed));
        Likeness.Add(result);
    }

    internal void Add(AuditResult result)
    {
        Audits.RemoveAll(old => (old.Training, old.Attack) == (result.Training, result.Attack));
        Audits.Add(result);
    }

    /// <summary>Writes the results and the page of them.</summary>
    internal void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tables.json"), JsonSerializer.Serialize(this, Json) + "\n");
        TablesPage.Write(folder, this);
    }
}
