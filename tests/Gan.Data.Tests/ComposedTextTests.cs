using Gan.Data.Tests.Images;
using Gan.Data.Tests.Tables;

namespace Gan.Data.Tests;

/// <summary>Names as macOS keeps them, letters and accents apart (NFD), and as they are typed (NFC). The pairs are
/// those of Python's unicodedata.</summary>
public sealed class ComposedTextTests : TableTest
{
    [Theory]
    [InlineData("K\u00F6ln", "Ko\u0308ln")]
    [InlineData("Vi\u1EC7t", "Vie\u0323\u0302t")]
    [InlineData("\u1EA4", "A\u0302\u0301")]
    [InlineData("\uD55C\uAE00", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("\u304C\u30D1", "\u304B\u3099\u30CF\u309A")]
    [InlineData("\u0419\u0451", "\u0418\u0306\u0435\u0308")]
    [InlineData("\u1FA7", "\u03C9\u0314\u0342\u0345")]
    public void A_label_finds_its_file_however_accents_are_written(string typed, string apart)
    {
        foreach (var (onDisk, listed) in new[] { (apart, typed), (typed, apart) })
        {
            using var own = new TemporaryFolder();
            own.Put($"{onDisk}.bmp");
            own.Put("plain.bmp");
            own.Write("labels.csv", System.Text.Encoding.UTF8.GetBytes($"{listed}.bmp,a\nplain,b\n"));
            using var data = ImageFolder.Load(own.Path, Labelled);
            data.Skipped.Should().BeEmpty();
            data.Files.Should().BeEquivalentTo($"{onDisk}.bmp", "plain.bmp");
            data.ClassCounts.Should().BeEquivalentTo(new Dictionary<long, long> { [0] = 1, [1] = 1 });
        }
    }

    [Fact]
    public void Two_files_that_differ_in_nothing_else_keep_their_own_labels()
    {
        folder.Put("o\u0308.bmp");
        folder.Put("\u00F6.bmp");
        folder.Write("labels.csv", System.Text.Encoding.UTF8.GetBytes("o\u0308.bmp,apart\n\u00F6.bmp,one\n"));
        using var data = ImageFolder.Load(folder.Path, Labelled);
        data.Files.Should().Equal("o\u0308.bmp", "\u00F6.bmp");
        data.ClassNames.Should().Equal("apart", "one");
        folder.Write("labels.csv", System.Text.Encoding.UTF8.GetBytes("\u00F6.bmp,one\n"));
        using var half = ImageFolder.Load(folder.Path, Labelled);
        half.Files.Should().Equal("\u00F6.bmp");
        half.Skipped.Should().Contain(skipped => skipped.File == "o\u0308.bmp" && skipped.Fault == ImageFault.NoLabel);
    }

    [Fact]
    public void Columns_and_categories_of_another_file_are_found_the_same_way()
    {
        var table = CsvTable.Load(
            Write("gro\u0308\u00DFe,stadt\n1,K\u00F6ln\n2,Bonn\n"),
            new TableOptions { Columns = { ["gr\u00F6\u00DFe"] = new(Scaling: NumericScaling.Standard) } }
        );
        ((NumericColumn)table.Encoding.Columns[0]).Scaling.Should().Be(NumericScaling.Standard);
        var other = CsvTable.Load(Write("stadt,gr\u00F6\u00DFe\nKo\u0308ln,1\n"), table.Encoding);
        Samples(other).Should().Equal(-1, -1, 1);
    }

    private static ImageFolderOptions Labelled =>
        Bmp.Small with
        {
            Labels = ImageLabels.File,
            LabelFile = "labels.csv",
        };
}
