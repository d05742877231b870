using System.Globalization;
using Gan.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

/// <summary>
/// Gradient boosted trees and linear models of ML.NET that learn one column from the others: a witness beside the
/// library's own decision tree.
/// </summary>
internal sealed class MlNetWitness
{
    private readonly IReadOnlyList<TableColumn> columns;
    private readonly int target;
    private readonly string[][] words;
    private readonly double[] means;
    private readonly MLContext ml = new(seed: 1);

    internal MlNetWitness(TableEncoding encoding, string target, IReadOnlyList<IReadOnlyList<string>> real)
    {
        columns = encoding.Columns;
        this.target = columns.ToList().FindIndex(column => column.Name == target);
        words =
        [
            .. columns.Select((_, i) => real.Select(row => row[i]).Distinct().Order(StringComparer.Ordinal).ToArray()),
        ];
        means =
        [
            .. columns.Select(
                (_, i) =>
                    IsNumber(i) ? real.Select(row => Number(row[i])).OfType<double>().DefaultIfEmpty().Average() : 0
            ),
        ];
    }

    internal bool TellsNumbers => IsNumber(target);

    /// <summary>R² of numbers or macro-averaged F1 of words, on rows that nobody learnt from.</summary>
    internal double Score(
        bool trees,
        IReadOnlyList<IReadOnlyList<string>> learnt,
        IReadOnlyList<IReadOnlyList<string>> test
    )
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single,
            Features(test[0]).Length
        );
        var train = ml.Data.LoadFromEnumerable(Rows(learnt), schema);
        var tried = ml.Data.LoadFromEnumerable(Rows(test), schema);
        var normal = ml.Transforms.NormalizeMeanVariance(nameof(Row.Features));
        if (TellsNumbers)
        {
            IEstimator<ITransformer> regression = trees
                ? ml.Regression.Trainers.FastTree(nameof(Row.Value))
                : normal.Append(ml.Regression.Trainers.Sdca(nameof(Row.Value)));
            return ml.Regression.Evaluate(regression.Fit(train).Transform(tried), nameof(Row.Value)).RSquared;
        }
        var key = ml.Transforms.Conversion.MapValueToKey("Label", nameof(Row.Word));
        IEstimator<ITransformer> learner = trees
            ? key.Append(ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.FastTree()))
            : key.Append(normal).Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy());
        var told = learner
            .Append(ml.Transforms.Conversion.MapKeyToValue("Told", "PredictedLabel"))
            .Fit(train)
            .Transform(tried);
        return MacroF1([.. test.Select(row => row[target])], [.. told.GetColumn<string>("Told")]);
    }

    private static double MacroF1(string[] truth, string[] told) =>
        truth
            .Distinct()
            .Average(word =>
            {
                var right = truth.Zip(told).Count(pair => pair.First == word && pair.Second == word);
                return 2.0 * right / (truth.Count(each => each == word) + told.Count(each => each == word));
            });

    private IEnumerable<Row> Rows(IReadOnlyList<IReadOnlyList<string>> rows) =>
        rows.Where(row => !TellsNumbers || Number(row[target]) is not null)
            .Select(row => new Row
            {
                Features = Features(row),
                Value = TellsNumbers ? (float)Number(row[target])!.Value : 0,
                Word = row[target],
            });

    private float[] Features(IReadOnlyList<string> row)
    {
        var features = new List<float>();
        for (var i = 0; i < columns.Count; i++)
        {
            if (i == target)
            {
                continue;
            }
            if (IsNumber(i))
            {
                features.Add((float)(Number(row[i]) ?? means[i]));
                features.Add(Number(row[i]) is null ? 1 : 0);
                continue;
            }
            features.AddRange(words[i].Select(word => word == row[i] ? 1f : 0));
        }
        return [.. features];
    }

    private bool IsNumber(int column) => columns[column] is NumericColumn or ModesColumn;

    private static double? Number(string cell) =>
        double.TryParse(cell, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float Value { get; set; }

        public string Word { get; set; } = "";
    }
}
