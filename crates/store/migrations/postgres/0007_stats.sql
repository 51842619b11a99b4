-- What came true in a year, by who and where; a wish that was archived or withdrawn since stays counted.
create index wish_year on wish (completed_on, shan, district, age) where completed_on is not null;
