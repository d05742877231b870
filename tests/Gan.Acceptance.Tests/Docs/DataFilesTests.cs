using Gan.Data;
using Gan.Losses;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/data.md shows of tables; compiles what it shows of files that are not at hand.</summary>
public sealed class DataFilesTests
{
    [Fact]
    public void The_pages_table_trains_and_its_samples_become_rows()
    {
        var folder = Directory.CreateTempSubdirectory("gan-table").FullName;
        try
        {
            var csv = Path.Combine(folder, "people.csv");
            var rows = Path.Combine(folder, "rows.csv");
            File.WriteAllText(
                csv,
                "id,species,age,home\n1,cat,3,Bonn\n"
                    + "2,dog,5,\"Köln, Deutz\"\n3,dog,NA,Bonn\n4,cat,10,Bonn\n5,dog,7,Ulm\n6,cat,1,Ulm\n"
            );
            Table(csv, rows);
            var lines = File.ReadAllLines(rows);
            lines.Should().HaveCount(11).And.HaveElementAt(0, "species,age,home");
            lines
                .Skip(1)
                .Should()
                .OnlyContain(
                    line =>
                        System.Text.RegularExpressions.Regex.IsMatch(
                            line,
                            "^dog,([1-9]|10),(Bonn|Ulm|\"Köln, Deutz\")$"
                        ),
                    "label 1 is dog, and ages are whole and lie from 1 to 10"
                );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Workers_make_no_difference_to_what_is_learnt()
    {
        var ahead = new TrainingOptions { DataWorkers = 2 };
        using var data = GaussianMixture.Ring(modes: 8);
        using var alone = Tiny.Ring(data).Train();
        using var together = Tiny.Ring(data)
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 4,
                    BatchSize = 32,
                    DataWorkers = ahead.DataWorkers,
                }
            )
            .Train();
        using var first = alone.Sample(5, seed: 1);
        using var second = together.Sample(5, seed: 1);
        second.data<float>().ToArray().Should().Equal(first.data<float>().ToArray());
    }

    private static void Table(string csv, string rows)
    {
        var table = CsvTable.Load(
            csv,
            new TableOptions
            {
                Columns =
                {
                    ["id"] = ColumnKind.Ignored,
                    ["species"] = ColumnKind.Label,
                    ["age"] = new(Missing: MissingValues.Fill),
                },
            }
        );
        using var data = table.ToDataset();
        using var gan = new GanBuilder()
            .WithData(data)
            .WithMlp(
                new MlpOptions
                {
                    GeneratorWidths = [64],
                    DiscriminatorWidths = [64],
                    Tanh = true,
                }
            )
            .WithConditioning(new LabelConcatenation())
            .WithTraining(new TrainingOptions { Steps = 4, BatchSize = 4 })
            .Train();
        using var samples = gan.Sample(10, label: 1);
        using var labels = TorchSharp.torch.full([10], 1, dtype: TorchSharp.torch.ScalarType.Int64);
        table.Encoding.WriteCsv(rows, samples, labels);
    }

    internal static void Files(string folder)
    {
        using var cifar = Cifar10.Load(folder);
        using var trees = Cifar100.Load(folder, labels: Cifar100Labels.Coarse);
        using var faces = NumpyDataset.Load("faces.npy");
        using var scans = NumpyDataset.Load(
            "scans.npz",
            new NumpyOptions
            {
                Samples = "x",
                Labels = "y",
                Range = (0, 4095),
            }
        );
    }

    internal static void Changes(string folder)
    {
        using var augmented = Cifar10
            .Load(folder)
            .WithAugmentation(
                new RandomFlip(),
                new RandomCrop(padding: 4, ImageBorder.Mirror),
                new RandomAffine { Rotation = (-10, 10), Scale = (0.9, 1.1) },
                new RandomColor { Brightness = (0.8, 1.2), Hue = (-0.05, 0.05) }
            );
    }
}
