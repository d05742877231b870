using Gan.Data;

/// <summary>A table drawn from a known distribution, and how likely rows are (Xu et al. 2019, section 5.1).</summary>
internal abstract class SimulatedTable
{
    internal static IReadOnlyList<SimulatedTable> All { get; } =
    [PlaneTable.Grid(), PlaneTable.MovedGrid(), PlaneTable.Ring(), new AsiaTable()];

    internal abstract string Name { get; }

    /// <summary>What CTGAN reached in the paper's benchmark (SDGym 0.2.0): L_syn and L_test.</summary>
    internal abstract (double Synthetic, double Test) Published { get; }

    /// <summary>What the table's own rows reach there.</summary>
    internal abstract (double Synthetic, double Test) Identity { get; }

    /// <summary>The entropy's negative: the likelihood of rows that are drawn from the distribution itself.</summary>
    internal abstract double Exact { get; }

    internal abstract IReadOnlyList<string> Columns { get; }

    internal TableOptions Options => TableOptions.ForCtgan;

    /// <summary>The same with bounds and categories that no cell decides.</summary>
    internal abstract TableOptions Stated { get; }

    /// <summary>Rows of cells.</summary>
    internal abstract IReadOnlyList<IReadOnlyList<string>> Draw(int rows, Random random);

    /// <summary>L_syn, the mean log likelihood of synthetic rows where the truth is known or fitted to test rows, and
    /// L_test, that of test rows where the model is fitted to synthetic ones.</summary>
    internal abstract (double Synthetic, double Test) Likelihoods(
        IReadOnlyList<IReadOnlyList<string>> synthetic,
        IReadOnlyList<IReadOnlyList<string>> test
    );
}
