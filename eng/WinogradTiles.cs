// Writes src/Gan.Kernels/Convolutions/Winograd/Tile*.cs: from the repository's root, `dotnet run eng/WinogradTiles.cs`.
using System.Globalization;
using System.Text;

foreach (var (results, taps) in new[] { (2, 2), (4, 2), (4, 3), (4, 5) })
{
    var tile = new Tile(results, taps);
    File.WriteAllText($"src/Gan.Kernels/Convolutions/Winograd/{tile.Name}.cs", tile.Source());
}

/// <summary>
/// Toom's and Cook's matrices of F(results, taps): so many results of a correlation with so many taps from `inputs`
/// numbers by as many multiplications, y = Outᵀ[(Weight·w) ⊙ (Data·x)].
/// </summary>
internal sealed class Tile(int results, int taps)
{
    private const int LineLength = 120;

    private readonly int inputs = results + taps - 1;

    internal string Name => $"Tile{results}{taps}";

    // Besides infinity. Of those with halves, ones and twos these leave the smallest errors in all three products:
    // 3e-7 relative for 5 inputs, 5e-7 for 6, 1.4e-6 for 8.
    private Fraction[] Points() =>
        inputs switch
        {
            3 => [new(0), new(-1)],
            5 => [new(0), new(-1), new(2), new(1, 2)],
            6 => [new(0), new(1), new(-1), new(2), new(-1, 2)],
            8 => [new(0), new(1), new(-1), new(2), new(-2), new(1, 2), new(-1, 2)],
            _ => throw new InvalidOperationException($"No points for {inputs} inputs."),
        };

    private Fraction[,] Powers(int count)
    {
        var powers = new Fraction[inputs, count];
        var points = Points();
        for (var i = 0; i < points.Length; i++)
        {
            var power = new Fraction(1);
            for (var j = 0; j < count; j++, power *= points[i])
            {
                powers[i, j] = power;
            }
        }
        for (var j = 0; j < count; j++)
        {
            powers[inputs - 1, j] = new Fraction(j == count - 1 ? 1 : 0);
        }
        return powers;
    }

    private static Fraction[,] Inverse(Fraction[,] a)
    {
        var n = a.GetLength(0);
        var inverse = new Fraction[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                inverse[i, j] = new Fraction(i == j ? 1 : 0);
            }
        }
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).First(row => !a[row, column].IsZero);
            for (var j = 0; j < n; j++)
            {
                (a[column, j], a[pivot, j]) = (a[pivot, j], a[column, j]);
                (inverse[column, j], inverse[pivot, j]) = (inverse[pivot, j], inverse[column, j]);
            }
            var divisor = a[column, column];
            for (var j = 0; j < n; j++)
            {
                a[column, j] /= divisor;
                inverse[column, j] /= divisor;
            }
            for (var i = 0; i < n; i++)
            {
                if (i == column)
                {
                    continue;
                }
                var factor = a[i, column];
                for (var j = 0; j < n; j++)
                {
                    a[i, j] -= factor * a[column, j];
                    inverse[i, j] -= factor * inverse[column, j];
                }
            }
        }
        return inverse;
    }

    private static Fraction[,] Transposed(Fraction[,] m)
    {
        var t = new Fraction[m.GetLength(1), m.GetLength(0)];
        for (var i = 0; i < m.GetLength(0); i++)
        {
            for (var j = 0; j < m.GetLength(1); j++)
            {
                t[j, i] = m[i, j];
            }
        }
        return t;
    }

    // Each row of Data is divided by its smallest entry, which then costs no multiplication; Weight makes up for it.
    private (Fraction[,] Data, Fraction[,] Weight) Pair()
    {
        var data = Transposed(Inverse(Powers(inputs)));
        var weight = Powers(taps);
        for (var i = 0; i < inputs; i++)
        {
            var sizes = Enumerable.Range(0, inputs).Select(j => data[i, j].Size);
            var unit = sizes.Where(x => !x.IsZero).MinBy(x => x.Value);
            for (var j = 0; j < inputs; j++)
            {
                data[i, j] /= unit;
            }
            for (var j = 0; j < taps; j++)
            {
                weight[i, j] *= unit;
            }
        }
        return (data, weight);
    }

    internal string Source()
    {
        var (data, weight) = Pair();
        var outputs = Powers(results);
        var text = new StringBuilder();
        text.AppendLine("// Written by eng/WinogradTiles.cs.");
        text.AppendLine("using System.Runtime.CompilerServices;");
        text.AppendLine();
        text.AppendLine("namespace Gan.Kernels.Convolutions;");
        text.AppendLine();
        var plain = results * results * taps * taps;
        var counts = $"{inputs * inputs} products in place of {plain}";
        text.AppendLine($"/// <summary>F({results}x{results}, {taps}x{taps}): {counts}.</summary>");
        text.AppendLine($"internal readonly struct {Name}<V, P> : ITile<V>");
        text.AppendLine("    where V : unmanaged");
        text.AppendLine("    where P : struct, ILanes<V>");
        text.AppendLine("{");
        text.AppendLine("    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;");
        text.AppendLine();
        text.AppendLine($"    public static int Results => {results};");
        text.AppendLine();
        text.AppendLine($"    public static int Taps => {taps};");
        Line(text, "Data", data);
        Line(text, "DataTransposed", Transposed(data));
        Line(text, "Weight", weight);
        Line(text, "WeightTransposed", Transposed(weight));
        Line(text, "Out", outputs);
        Line(text, "OutTransposed", Transposed(outputs));
        text.AppendLine();
        text.AppendLine("    [MethodImpl(Inlined)]");
        text.AppendLine("    private static V Times(V a, float factor) => P.Multiply(P.All(factor), a);");
        text.AppendLine();
        text.AppendLine("    [MethodImpl(Inlined)]");
        text.AppendLine("    private static V Plus(V sum, V a, float factor) => P.MultiplyAdd(P.All(factor), a, sum);");
        text.AppendLine("}");
        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, Fraction[,] m)
    {
        var outs = m.GetLength(0);
        var ins = m.GetLength(1);
        text.AppendLine();
        text.AppendLine("    [MethodImpl(Inlined)]");
        text.AppendLine($"    public static void {name}<G, S>(G get, S put, nint k)");
        text.AppendLine("        where G : struct, IGet<V>");
        text.AppendLine("        where S : struct, IPut<V>");
        text.AppendLine("    {");
        for (var i = 0; i < ins; i++)
        {
            text.AppendLine($"        var d{i} = get.Get({i}, k);");
        }
        for (var o = 0; o < outs; o++)
        {
            Output(text, m, o);
        }
        text.AppendLine("    }");
    }

    private static void Output(StringBuilder text, Fraction[,] m, int row)
    {
        var columns = m.GetLength(1);
        var line = $"        put.Put({row}, k, {Sum("", m, row, 0, columns)});";
        if (line.Length > LineLength)
        {
            text.AppendLine($"        var part{row} = {Sum("", m, row, 0, columns / 2)};");
            line = $"        put.Put({row}, k, {Sum($"part{row}", m, row, columns / 2, columns)});";
        }
        text.AppendLine(line);
    }

    private static string Sum(string sum, Fraction[,] m, int row, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (m[row, i].IsZero)
            {
                continue;
            }
            var factor = m[row, i].Value;
            var text = ((float)factor).ToString("R", CultureInfo.InvariantCulture) + "f";
            sum = (sum, factor) switch
            {
                ("", 1) => $"d{i}",
                ("", -1) => $"P.Negate(d{i})",
                ("", _) => $"Times(d{i}, {text})",
                (_, 1) => $"P.Add({sum}, d{i})",
                (_, -1) => $"P.Subtract({sum}, d{i})",
                _ => $"Plus({sum}, d{i}, {text})",
            };
        }
        return sum;
    }
}

internal readonly struct Fraction
{
    private readonly long above;
    private readonly long below;

    internal Fraction(long above, long below = 1)
    {
        var divisor = Divisor(Math.Abs(above), Math.Abs(below)) * Math.Sign(below);
        this.above = above / divisor;
        this.below = below / divisor;
    }

    internal bool IsZero => above == 0;

    internal Fraction Size => new(Math.Abs(above), below);

    internal double Value => (double)above / below;

    public static Fraction operator *(Fraction a, Fraction b) => new(a.above * b.above, a.below * b.below);

    public static Fraction operator /(Fraction a, Fraction b) => new(a.above * b.below, a.below * b.above);

    public static Fraction operator -(Fraction a, Fraction b) =>
        new(a.above * b.below - b.above * a.below, a.below * b.below);

    private static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
}
